/** The columns of a table of spans. */
import type { GridColumn } from '../grid/LongGrid.tsx';
import { SpanCell, type SpanCellProps } from './SpanCells.tsx';
import type { SpanFact } from './sorted-rows.ts';

const figures = { figures: true, track: '6rem' } as const;
const facts: Readonly<Record<SpanFact, Pick<GridColumn, 'title' | 'help' | 'track' | 'figures'>>> = {
  name: { title: 'Name', track: 'minmax(min(14rem, 38cqw), 2fr)' },
  service: { title: 'Service', track: 'minmax(7rem, 1fr)' },
  start: {
    figures: true,
    track: '7.75rem',
    title: 'Start',
    help: 'When it started, from the start of the trace or by the clock',
  },
  duration: { ...figures, title: 'Duration' },
  self: {
    ...figures,
    title: 'Self time',
    help: 'The part of its duration in which none of its children ran',
  },
  kind: { title: 'Kind', track: '6rem' },
  status: { title: 'Status', track: '5.5rem' },
  events: { ...figures, title: 'Events', track: '4.5rem' },
  warnings: { title: 'Warnings', track: 'minmax(7rem, 0.6fr)', help: 'What is odd about the span' },
};

/** `of` says which span row `index` of the table is about. */
export function factColumns(
  wanted: readonly SpanFact[],
  of: (index: number) => Omit<SpanCellProps, 'fact'>,
): GridColumn[] {
  return wanted.map((fact) => ({
    ...facts[fact],
    id: fact,
    sortable: true,
    cell: (index) => <SpanCell fact={fact} {...of(index)} />,
  }));
}
