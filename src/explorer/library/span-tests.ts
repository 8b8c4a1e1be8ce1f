/** What one term of a find query asks of a span, on a table's numbers. */
import { spanKinds, statusCodes } from '@spanlab/sandbox/schemas/span-enums.ts';
import { type AttributeLists, cellTypes } from '../model/attribute-lists.ts';
import type { SpanTable } from '../model/span-table.ts';
import type { StringTable } from '../model/string-table.ts';
import { attributeText } from '../parts/attribute-text.ts';
import { byNumber, byScope } from './by-number.ts';
import { idStartsWith } from './id-prefix.ts';
import { no, type TextMatches, yes } from './text-matches.ts';

/** Whether something holds of the span, resource, event, text … of this number. */
export type NumberTest = (number: number) => boolean;

/** A word or a phrase, anywhere in the span. `without` are keys, in lower case, whose attributes are not looked at. */
export function anywhere(table: SpanTable, matches: TextMatches, without: readonly string[]): NumberTest {
  const { needle, holds } = matches;
  const { columns, events, attributes, strings } = table;
  const kinds = spanKinds.map((kind) => kind.toLowerCase().includes(needle));
  const statuses = statusCodes.map((code) => code !== 'UNSET' && code.toLowerCase().includes(needle));
  const keys = keyStates(strings, (key, number) => {
    if (without.includes(key)) return skip;
    return holds(number) ? found : lookAtValue;
  });
  const inList = (lists: AttributeLists): NumberTest => anyCell(lists, keys, matches);
  const inSpan = inList(attributes.span);
  const inEvent = inList(attributes.event);
  const inResource = byNumber(inList(attributes.resource));
  const inScope = byScope(table, ({ name, version, attributes }) =>
    [
      name,
      version,
      ...attributes.flatMap((each) =>
        without.includes(each.key.toLowerCase()) ? [] : [each.key, attributeText(each.value)],
      ),
    ].some((text) => text.toLowerCase().includes(needle)),
  );
  const isId = idStartsWith(needle);
  return (span) => {
    if (holds(columns.name[span] ?? 0) || kinds[columns.kind[span] ?? 0] === true) return true;
    if (statuses[columns.status[span] ?? 0] === true || holds(columns.statusMessage[span] ?? 0)) return true;
    const resource = columns.resource[span] ?? 0;
    if (holds(table.resource(resource).service) || inResource(resource)) return true;
    if (inScope(span) || inSpan(span)) return true;
    const end = columns.event[span + 1] ?? 0;
    for (let event = columns.event[span] ?? 0; event < end; event++) {
      if (holds(events.name[event] ?? 0) || inEvent(event)) return true;
    }
    return isId?.(columns.spanId, span) ?? false;
  };
}

/** A text in attributes of this key (in lower case), or in the span's own field of that name. */
export function underKey(table: SpanTable, key: string, matches: TextMatches): NumberTest {
  const { columns, attributes, strings } = table;
  const keys = keyStates(strings, (each) => (each === key ? lookAtValue : skip));
  const inList = (lists: AttributeLists): NumberTest => anyCell(lists, keys, matches);
  const inSpan = inList(attributes.span);
  const inEvent = inList(attributes.event);
  const inResource = byNumber(inList(attributes.resource));
  const inScope = byScope(table, ({ attributes }) =>
    attributes.some(
      (each) =>
        each.key.toLowerCase() === key && attributeText(each.value).toLowerCase().includes(matches.needle),
    ),
  );
  const ofSpan = ownField(table, key, matches);
  return (span) => {
    if (ofSpan(span) || inSpan(span) || inResource(columns.resource[span] ?? 0) || inScope(span)) return true;
    const end = columns.event[span + 1] ?? 0;
    for (let event = columns.event[span] ?? 0; event < end; event++) if (inEvent(event)) return true;
    return false;
  };
}

function ownField({ columns, resource }: SpanTable, key: string, { needle, holds }: TextMatches): NumberTest {
  switch (key) {
    case 'name':
      return (span) => holds(columns.name[span] ?? 0);
    case 'service':
      return (span) => holds(resource(columns.resource[span] ?? 0).service);
    case 'kind': {
      const kinds = spanKinds.map((kind) => kind.toLowerCase().includes(needle));
      return (span) => kinds[columns.kind[span] ?? 0] === true;
    }
    case 'status': {
      const statuses = statusCodes.map((code) => code.toLowerCase().includes(needle));
      return (span) =>
        statuses[columns.status[span] ?? 0] === true || holds(columns.statusMessage[span] ?? 0);
    }
    default:
      return () => false;
  }
}

/** What an attribute's key says of it. */
const skip = 1;
const found = 2;
const lookAtValue = 3;

/**
 * Whether one of a list's attributes is found by its key, or by its value as text. The innermost loop of a find: a
 * large trace has millions of attributes.
 */
function anyCell(lists: AttributeLists, keys: KeyStates, { needle, states, holds }: TextMatches): NumberTest {
  const { start, value: cellValue } = lists;
  const { key, type, value } = lists.cells;
  const digits = /^-?\d*$/u.test(needle);
  const truths = [false, true].map((truth) => String(truth).includes(needle));
  const holdsOther = (cell: number): boolean => {
    const number = value[cell] ?? 0;
    if (type[cell] === cellTypes.int32) return digits && String(number | 0).includes(needle);
    if (type[cell] === cellTypes.bool) return truths[number] === true;
    return attributeText(cellValue(cell)).toLowerCase().includes(needle);
  };
  return (list) => {
    const end = start(list + 1);
    for (let cell = start(list); cell < end; cell++) {
      const keyState = keys(key[cell] ?? 0);
      if (keyState === found) return true;
      if (keyState === skip) continue;
      if (type[cell] !== cellTypes.string) {
        if (holdsOther(cell)) return true;
        continue;
      }
      const text = value[cell] ?? 0;
      const state = states[text];
      if (state === yes || (state !== no && holds(text))) return true;
    }
    return false;
  };
}

type KeyStates = (key: number) => number;

/** What `judge` says of a key in lower case, asked once. */
function keyStates(strings: StringTable, judge: (key: string, number: number) => number): KeyStates {
  const states = new Uint8Array(strings.length);
  return (key) => {
    const known = states[key];
    if (known !== undefined && known !== 0) return known;
    const state = judge(strings.at(key).toLowerCase(), key);
    states[key] = state;
    return state;
  };
}
