/** How the explorer's address says what spans are grouped by: `service`, or `service/span:http.route`. Pure. */
import type { AttributeKey } from '../../library/trace-library.ts';

const froms: readonly AttributeKey['from'][] = ['span', 'resource', 'scope', 'event'];

/** One or two groupings, the second below the first. Never none. */
export function readGroupBy(text: string): [outer: string, inner?: string] {
  const [outer, inner] = text.split('/').map(decoded);
  const first = outer === undefined || !isGrouping(outer) ? 'service' : outer;
  return inner === undefined || !isGrouping(inner) || inner === first ? [first] : [first, inner];
}

export function writeGroupBy(outer: string, inner: string | undefined): string {
  return [outer, ...(inner === undefined || inner === outer ? [] : [inner])].map(encoded).join('/');
}

/** `span:http.route` as a key; undefined for what is no attribute. */
export function attributeOf(grouping: string): Pick<AttributeKey, 'from' | 'key'> | undefined {
  const colon = grouping.indexOf(':');
  const from = froms.find((each) => each === grouping.slice(0, colon));
  return from === undefined ? undefined : { from, key: grouping.slice(colon + 1) };
}

function isGrouping(text: string): boolean {
  return text === 'service' || text === 'name' || attributeOf(text) !== undefined;
}

/** Only what would be mistaken for our own sign: keys stay readable. */
function encoded(text: string): string {
  return text.replace(/[%/]/gu, (sign) => (sign === '%' ? '%25' : '%2F'));
}
function decoded(text: string): string {
  return text.replace(/%2F/giu, '/').replace(/%25/gu, '%');
}
