// biome-ignore-all lint/a11y/useSemanticElements: rows placed by hand cannot be a <table>; the roles are the real thing
// biome-ignore-all lint/a11y/useFocusableInteractive: rows take the focus, cells do not, as the tree grid pattern allows

import { statusCodes } from '@spanlab/sandbox/schemas/span-enums.ts';
import { createMemo, type JSX, Show } from 'solid-js';
import { serviceColour } from '../../service-colours.ts';
import type { Row, TraceColumns } from '../model/trace-columns.ts';
import { formatDuration } from '../parts/duration.ts';
import { Flag } from '../parts/Flag.tsx';
import { ChevronMark } from '../parts/marks.tsx';
import { ServiceLabel } from '../parts/ServiceLabel.tsx';
import { differenceWords, type SideWords } from './compare-words.ts';
import { type TraceComparison, verdictOf } from './comparison.ts';

export interface MergedRowProps {
  comparison: TraceComparison;
  index: number;
  /** Its place among those on show. */
  at: number;
  topPx: number;
  services: readonly string[];
  sides: SideWords;
  /** What a whole bar stands for. */
  totalNs: number;
  /** Undefined: nothing is below it. */
  open: boolean | undefined;
  active: boolean;
  selected: boolean;
  onClick: (onToggle: boolean) => void;
}

const signs = { same: '', changed: '≠', 'only-left': '◀', 'only-right': '▶' };
/** Deeper levels are not indented further. */
const deepest = 14;

/** A pair of spans, or one that has no other: its place in both trees, two bars, what differs. */
export function MergedRow(props: MergedRowProps): JSX.Element {
  const row = (): Row => props.comparison.leftRow[props.index] ?? -1;
  const other = (): Row => props.comparison.rightRow[props.index] ?? -1;
  const verdict = () => verdictOf(props.comparison, props.index);
  const columns = (): TraceColumns => (row() < 0 ? props.comparison.right : props.comparison.left);
  const either = (): Row => (row() < 0 ? other() : row());
  const service = (): string => textOf(columns().services, columns().service, either());
  const name = (): string => textOf(columns().names, columns().name, either()) || '(no name)';
  const otherName = createMemo(() => {
    if (row() < 0 || other() < 0) return undefined;
    const { right } = props.comparison;
    const said = textOf(right.names, right.name, other()) || '(no name)';
    return said === name() ? undefined : said;
  });
  const failed = (): boolean =>
    isError(props.comparison.left, row()) || isError(props.comparison.right, other());
  const depth = (): number => props.comparison.depth[props.index] ?? 0;
  const words = createMemo(() => differenceWords(props.comparison, props.index, props.sides));
  const below = (): number => props.comparison.differencesBelow[props.index] ?? 0;

  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the tree grid handles the keys of its rows
    <div
      role="row"
      class={`rl-row rl-columns cm-row cm-columns cm-${verdict()}`}
      classList={{ 'cm-selected': props.selected }}
      style={{
        transform: `translateY(${props.topPx}px)`,
        '--service': serviceColour(service(), props.services).cssVar,
        '--depth': Math.min(depth(), deepest),
      }}
      tabindex={props.active ? 0 : -1}
      aria-rowindex={props.at + 2}
      aria-level={depth() + 1}
      aria-posinset={props.comparison.position[props.index]}
      aria-setsize={props.comparison.siblings[props.index]}
      aria-expanded={props.open}
      aria-selected={props.selected}
      onClick={(event) => props.onClick(event.target.closest('.cm-toggle') !== null)}
    >
      <div role="gridcell" class="cm-name">
        <span class="cm-sign" aria-hidden="true">
          {signs[verdict()]}
        </span>
        <span class="cm-indent" />
        <span class="cm-toggle" aria-hidden="true" data-state={props.open}>
          <Show when={props.open !== undefined}>
            <ChevronMark />
          </Show>
        </span>
        <ServiceLabel service={service()} services={props.services} />
        <bdi class="cm-span" title={name()}>
          {name()}
        </bdi>
        <Show when={otherName()}>
          {(said) => (
            <>
              <span class="ex-muted">→</span>
              <bdi class="cm-span" title={said()}>
                {said()}
              </bdi>
            </>
          )}
        </Show>
        <Flag kind="error" words={failed() ? 'error' : undefined} />
        <Show when={props.open === false && below() > 0}>
          <span class="ex-muted">{`${below().toLocaleString('en')} differ below`}</span>
        </Show>
      </div>
      <div role="gridcell" class="cm-bars">
        <Bar columns={props.comparison.left} row={row()} totalNs={props.totalNs} side="left" />
        <Bar columns={props.comparison.right} row={other()} totalNs={props.totalNs} side="right" />
      </div>
      <div role="gridcell" class="cm-duration cm-of-left">
        {durationOf(props.comparison.left, row())}
      </div>
      <div role="gridcell" class="cm-duration cm-of-right">
        {durationOf(props.comparison.right, other())}
      </div>
      <div role="gridcell" class="cm-words" title={words()}>
        {words() === '' ? <span class="ex-hidden">alike</span> : words()}
      </div>
    </div>
  );
}

function Bar(props: {
  columns: TraceColumns;
  row: Row;
  totalNs: number;
  side: 'left' | 'right';
}): JSX.Element {
  const part = (ns: number): number =>
    props.totalNs > 0 ? Math.min(100, Math.max(0, (ns / props.totalNs) * 100)) : 0;
  return (
    <Show when={props.row >= 0}>
      <i
        class={`cm-bar cm-bar-${props.side}`}
        aria-hidden="true"
        style={{
          left: `${part(props.columns.startNs[props.row] ?? 0)}%`,
          width: `${part(props.columns.durationNs[props.row] ?? 0)}%`,
        }}
      />
    </Show>
  );
}

function textOf(texts: readonly string[], column: Uint32Array, row: Row): string {
  return texts[column[row] ?? 0] ?? '';
}

function isError(columns: TraceColumns, row: Row): boolean {
  return row >= 0 && statusCodes[columns.status[row] ?? 0] === 'ERROR';
}

function durationOf(columns: TraceColumns, row: Row): string {
  return row < 0 ? '–' : formatDuration(columns.durationNs[row] ?? 0);
}
