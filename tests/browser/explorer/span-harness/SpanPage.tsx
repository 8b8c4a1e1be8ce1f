import { createResource, createSignal, For, type JSX, Show } from 'solid-js';
import { createMemoryLibrary } from '../../../../src/explorer/library/memory-library.ts';
import type { LinkedSpan, OpenTrace } from '../../../../src/explorer/library/trace-library.ts';
import { rowService, rowTitle } from '../../../../src/explorer/span/row-title.ts';
import { SpanDetail } from '../../../../src/explorer/span/SpanDetail.tsx';
import { type SpanRef, spanIdNumber } from '../../../../src/explorer/span/span-ref.ts';
import type { SpanScene } from './scenes.ts';

/** A span's detail beside buttons for the spans of its trace. */
export function SpanPage(props: {
  scene: SpanScene;
  alone: boolean;
  tell: (what: string, value: unknown) => void;
}): JSX.Element {
  const spans = props.scene.spans();
  const library = createMemoryLibrary();
  library.add(spans);
  const at = (spanId: string): SpanRef => ({
    traceId: spans.find((span) => span.spanId === spanId)?.traceId ?? '',
    spanId,
  });
  const [selected, setSelected] = createSignal(at(props.scene.spanId));
  const [trace, { refetch }] = createResource(
    () => selected().traceId,
    (traceId) => library.open(traceId),
  );
  addEventListener('grow', () => {
    const [parent] = spans;
    if (parent === undefined) return;
    library.add([{ ...parent, spanId: '0123456789abcdef', parentSpanId: parent.spanId, name: 'late' }]);
    void refetch();
  });
  const rowIn = ({ columns }: OpenTrace): number =>
    columns.spanId.indexOf(spanIdNumber(selected().spanId) ?? 0n);
  const select = ({ columns }: OpenTrace, row: number): void => {
    const spanId = (columns.spanId[row] ?? 0n).toString(16).padStart(16, '0');
    setSelected({ traceId: columns.traceId, spanId });
  };
  const findSpan = async ({ traceId, spanId }: SpanRef): Promise<LinkedSpan | undefined> => {
    if (![...library.traceIds].includes(traceId)) return undefined;
    const { columns } = await library.open(traceId);
    const row = columns.spanId.indexOf(spanIdNumber(spanId) ?? 0n);
    const name = columns.names[columns.name[row] ?? 0] ?? '';
    return { traceId, spanId, name, service: rowService(columns, row) };
  };
  return (
    <div
      class="ex"
      style={{ display: 'grid', 'grid-template-columns': '14rem minmax(0, 1fr)', overflow: 'auto' }}
    >
      <Show when={trace.latest}>
        {(opened) => (
          <>
            <ul aria-label="Spans" style={{ display: props.alone ? 'none' : undefined, overflow: 'auto' }}>
              <For each={Array.from({ length: opened().columns.length }, (_, row) => row)}>
                {(row) => (
                  <li>
                    <button type="button" class="ex-follow" onClick={() => select(opened(), row)}>
                      {rowTitle(opened().columns, row)}
                    </button>
                  </li>
                )}
              </For>
            </ul>
            <div
              style={{ 'grid-column': props.alone ? '1 / -1' : undefined, height: '100vh', overflow: 'auto' }}
            >
              <SpanDetail
                trace={opened()}
                columns={opened().columns}
                row={Math.max(0, rowIn(opened()))}
                services={props.scene.services}
                sources={props.scene.sources}
                times="relative"
                alone={props.alone}
                onOpenSource={(location) => props.tell('opened', location)}
                onSelect={(row) => select(opened(), row)}
                onFollow={setSelected}
                findSpan={findSpan}
                onSearch={(tag) => props.tell('searched', tag)}
                onClose={() => props.tell('closed', true)}
              />
            </div>
          </>
        )}
      </Show>
    </div>
  );
}
