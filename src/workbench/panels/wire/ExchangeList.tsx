// biome-ignore-all lint/a11y/useSemanticElements: rows placed by hand cannot be a <table>; the roles are the real thing
// biome-ignore-all lint/a11y/useFocusableInteractive: rows take the focus, cells do not, as the grid pattern allows
import type { Exchange } from '@spanlab/sandbox/schemas/run-event.ts';
import { createEffect, createMemo, createSignal, For, type JSX, on, Show } from 'solid-js';
import { elementWidth } from '../../../explorer/parts/element-size.ts';
import { indexAfterKey } from '../../../explorer/parts/list-keys.ts';
import { createLongList } from '../../../explorer/parts/long-list.ts';
import { ExchangeRow } from './ExchangeRow.tsx';
import '../../../explorer/parts/row-list.css';

export interface ExchangeListProps {
  exchanges: readonly Exchange[];
  services: readonly string[];
  selected: string | undefined;
  onSelect: (id: string) => void;
  onClose: () => void;
  /** A detail is shown beside the rows and follows the keyboard. */
  followKeys: boolean;
}

const headPx = 28;

/** Exchanges as a grid of rows: arrows move, Enter shows one in full. */
export function ExchangeList(props: ExchangeListProps): JSX.Element {
  const [scroller, setScroller] = createSignal<HTMLElement>();
  const [activeId, setActiveId] = createSignal<string>();
  const width = elementWidth(scroller, 800);
  const compact = (): boolean => width() < 560;
  const active = createMemo(() =>
    Math.max(
      0,
      props.exchanges.findIndex((each) => each.id === activeId()),
    ),
  );
  const list = createLongList({
    count: () => props.exchanges.length,
    rowPx: () => (compact() ? 46 : 28),
    scroller,
    keep: active,
    headerPx: () => (compact() ? 0 : headPx),
  });

  createEffect(
    on(
      () => props.selected,
      (id) => {
        const index = props.exchanges.findIndex((each) => each.id === id);
        if (index < 0) return;
        setActiveId(id);
        list.reveal(index);
      },
    ),
  );

  const moveTo = (index: number): void => {
    const exchange = props.exchanges[index];
    if (exchange === undefined) return;
    setActiveId(exchange.id);
    list.reveal(index);
    scroller()
      ?.querySelector<HTMLElement>(`[aria-rowindex="${index + 2}"]`)
      ?.focus({ preventScroll: true });
    if (props.followKeys) props.onSelect(exchange.id);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const index = indexAfterKey(event.key, active(), props.exchanges.length, list.rowsPerPage());
    const exchange = props.exchanges[active()];
    if (index !== undefined) moveTo(index);
    else if ((event.key === 'Enter' || event.key === ' ') && exchange !== undefined)
      props.onSelect(exchange.id);
    else if (event.key === 'Escape' && props.selected !== undefined) props.onClose();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <div
      ref={setScroller}
      class="rl"
      classList={{ 'rl-compact': compact() }}
      role="grid"
      aria-label="HTTP exchanges"
      aria-rowcount={props.exchanges.length + 1}
      aria-colcount={6}
      tabindex={-1}
      onKeyDown={onKeyDown}
    >
      <div role="rowgroup" class="rl-head wi-head" style={{ height: `${headPx}px` }}>
        <div role="row" class="rl-columns wi-columns" aria-rowindex={1}>
          <For each={['From', 'To', 'Request', 'Status', 'Size', 'Time']}>
            {(name) => <span role="columnheader">{name}</span>}
          </For>
        </div>
      </div>
      <div role="rowgroup" class="rl-rows" style={{ height: `${list.heightPx()}px` }}>
        <For each={list.shown()}>
          {(index) => (
            <Show when={props.exchanges[index]}>
              {(exchange) => (
                <ExchangeRow
                  exchange={exchange()}
                  services={props.services}
                  index={index}
                  topPx={list.topPx(index)}
                  active={index === active()}
                  selected={exchange().id === props.selected}
                  onClick={() => {
                    setActiveId(exchange().id);
                    props.onSelect(exchange().id);
                  }}
                />
              )}
            </Show>
          )}
        </For>
      </div>
    </div>
  );
}
