/** Two open traces, laid over each other. */
import { createMemo, createSignal, type JSX, Show } from 'solid-js';
import type { OpenTrace } from '../library/trace-library.ts';
import { elementWidth } from '../parts/element-size.ts';
import { plainSides, type SideWords, summaryOf } from './compare-words.ts';
import { isAlike } from './comparison.ts';
import { createComparison } from './live-comparison.ts';
import { MergedGrid } from './MergedGrid.tsx';
import { PairDetail } from './PairDetail.tsx';
import '../parts/tokens.css';
import './compare.css';

export interface CompareTracesProps {
  left: OpenTrace;
  right: OpenTrace;
  services: readonly string[];
  /** How the two are called: `Yours`, `The solution`. */
  names?: { left: string; right: string } | undefined;
  /** The same within a sentence: `in yours`, `in the solution`. */
  sides?: SideWords | undefined;
  onlyDifferences?: boolean | undefined;
  /** Without it the choice is kept here. */
  onOnlyDifferences?: ((only: boolean) => void) | undefined;
  /** Shown beside the sentence: swap, other traces. */
  actions?: JSX.Element;
}

const besidePx = 860;

export function CompareTraces(props: CompareTracesProps): JSX.Element {
  const [root, setRoot] = createSignal<HTMLElement>();
  const [selected, setSelected] = createSignal<number>();
  const [ownOnly, setOwnOnly] = createSignal(false);
  const width = elementWidth(root, 1000);
  const beside = (): boolean => width() >= besidePx;
  const comparison = createComparison(
    () => props.left.columns,
    () => props.right.columns,
  );
  const names = () => props.names ?? { left: 'Left', right: 'Right' };
  const sides = (): SideWords => props.sides ?? plainSides;
  const only = (): boolean => props.onlyDifferences ?? ownOnly();
  const summary = createMemo(() => {
    const ready = comparison();
    return ready === undefined ? 'Comparing…' : summaryOf(ready, sides());
  });
  const valid = createMemo(() => {
    const index = selected();
    return index !== undefined && index < (comparison()?.length ?? 0) ? index : undefined;
  });
  const close = (): void => {
    setSelected(undefined);
    queueMicrotask(() => root()?.querySelector<HTMLElement>('[role="row"][tabindex="0"]')?.focus());
  };
  const alike = createMemo(() => {
    const ready = comparison();
    return ready !== undefined && isAlike(ready);
  });

  return (
    <div class="ex cm-root" ref={setRoot}>
      <div class="cm-bar-top">
        <p class="cm-summary" role="status">
          {summary()}
        </p>
        {props.actions}
        <label class="cm-only">
          <input
            type="checkbox"
            checked={only()}
            onChange={(event) => {
              const { checked } = event.currentTarget;
              setOwnOnly(checked);
              props.onOnlyDifferences?.(checked);
            }}
          />
          Only differences
        </label>
      </div>
      <Show when={comparison()}>
        {(ready) => (
          <Show
            when={!(only() && alike())}
            fallback={
              <div class="ex-empty">
                <p>There are no differences.</p>
                <p>Every span stands in the same place on both sides, and went alike.</p>
              </div>
            }
          >
            <div class="dp-around cm-around" classList={{ 'dp-beside': beside() }}>
              <div class="dp-list" hidden={!beside() && valid() !== undefined}>
                <MergedGrid
                  comparison={ready()}
                  services={props.services}
                  names={names()}
                  sides={sides()}
                  onlyDifferences={only()}
                  selected={valid()}
                  followKeys={beside() && valid() !== undefined}
                  onSelect={setSelected}
                />
              </div>
              <Show when={valid() !== undefined}>
                <PairDetail
                  left={props.left}
                  right={props.right}
                  comparison={ready()}
                  index={valid() ?? 0}
                  names={names()}
                  sides={sides()}
                  alone={!beside()}
                  onClose={close}
                />
              </Show>
            </div>
          </Show>
        )}
      </Show>
    </div>
  );
}
