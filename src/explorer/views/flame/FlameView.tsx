/** Where the time of a trace goes: a flame graph of its paths, callers on top. */
import { createMemo, createSignal, For, type JSX, Show } from 'solid-js';
import { plural } from '../../../words.ts';
import { createResult } from '../../parts/create-result.ts';
import { formatDuration } from '../../parts/duration.ts';
import { elementWidth } from '../../parts/element-size.ts';
import type { TraceViewProps } from '../../state/trace-view.ts';
import { matchesByNode, type PathTree, pathTo, pathTree, rowsOf } from '../paths/path-tree.ts';
import { describePath, nameOf, serviceOf } from '../paths/path-words.ts';
import { HiddenNote } from '../rows/RowFilter.tsx';
import { SpanList } from '../rows/SpanList.tsx';
import { ViewBar } from '../ViewBar.tsx';
import { FlameFrame, rowPx } from './FlameFrame.tsx';
import { FlamePath } from './FlamePath.tsx';
import { type Frame, flameFrames, frameAfterKey } from './flame-layout.ts';
import '../views.css';
import './flame.css';

const mostFrames = 1_000;

export function FlameView(props: TraceViewProps): JSX.Element {
  const [box, setBox] = createSignal<HTMLElement>();
  const [zoomed, setZoomed] = createSignal(-1);
  const [active, setActive] = createSignal(0);
  const [pointed, setPointed] = createSignal<number>();
  const [listed, setListed] = createSignal<number>();
  const width = elementWidth(box, 900);
  const tree = createResult(() => pathTree(props.columns, new Set(props.state.hiddenServices)));
  const within = (node: number): number => (node < (tree()?.length ?? 0) ? node : -1);
  const frames = createMemo((): readonly Frame[] => {
    const of = tree();
    return of === undefined
      ? []
      : flameFrames(of, { zoomed: within(zoomed()), widthPx: width() - 16, mostFrames });
  });
  const found = createMemo(() => {
    const of = tree();
    return of && matchesByNode(of, props.matches);
  });
  const stop = (): number => Math.min(active(), frames().length - 1);
  const levels = (): number => frames().reduce((most, frame) => Math.max(most, frame.level + 1), 0);
  const selectedNode = (): number =>
    props.selected === undefined ? -1 : (tree()?.nodeOf[props.selected] ?? -1);
  /** What the line below tells of: the frame under the pointer, else the one with the focus. */
  const told = (): Frame | undefined => frames()[pointed() ?? stop()];

  const words = (of: PathTree, frame: Frame): string =>
    frame.more > 0
      ? `${plural(frame.more, 'more call', 'more calls')} too narrow to draw`
      : describePath(of, props.columns, frame.node, found()?.[frame.node] ?? 0);
  const zoomTo = (node: number): void => {
    setZoomed(node);
    setPointed(undefined);
    setActive(
      Math.max(
        0,
        frames().findIndex((frame) => frame.node === node),
      ),
    );
  };
  const openFrame = (index: number): void => {
    const [of, frame] = [tree(), frames()[index]];
    if (of === undefined || frame === undefined) return;
    // Together they are shown where their caller has all of the width.
    const node = frame.more > 0 ? (of.parent[frame.node] ?? -1) : frame.node;
    // A second click on the frame that is zoomed already leads back out.
    zoomTo(node === zoomed() ? (of.parent[node] ?? -1) : node);
  };
  const list = (): void => {
    const frame = frames()[stop()];
    if (frame !== undefined && frame.more === 0) setListed(frame.node);
  };
  const onKeyDown = (event: KeyboardEvent & { currentTarget: HTMLElement }): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const to = frameAfterKey(event.key, stop(), frames());
    if (to !== undefined) setActive(to);
    else if (event.key === 'Enter' || event.key === ' ') openFrame(stop());
    else if (event.key === 'Escape' && zoomed() >= 0) zoomTo(-1);
    else if (event.key === 's') list();
    else return;
    event.preventDefault();
    event.currentTarget.querySelector<HTMLElement>('[tabindex="0"]')?.focus();
  };
  const indexOf = (target: EventTarget | null): number | undefined => {
    const element = target instanceof Element ? target.closest('[data-frame]') : null;
    return element === null ? undefined : Number(element.getAttribute('data-frame'));
  };
  const listedRows = createMemo(() => {
    const [of, node] = [tree(), listed()];
    return of === undefined || node === undefined ? [] : rowsOf(of, (each) => each === node);
  });

  return (
    <section class="vw" aria-label="Flame graph">
      <ViewBar compact={props.compact} onTools={props.onTools}>
        <Show when={tree()} fallback={<span class="vw-said">Adding up…</span>}>
          {(of) => (
            <FlamePath
              path={pathTo(of(), within(zoomed()))}
              tree={of()}
              columns={props.columns}
              onZoom={zoomTo}
            />
          )}
        </Show>
        <HiddenNote state={props.state} onState={props.onState} />
      </ViewBar>
      <Show when={tree()?.length === 0}>
        <p class="vw-note">There is no span to draw.</p>
      </Show>
      <div class="fl-scroll">
        <div
          ref={setBox}
          class="fl"
          role="tree"
          aria-label="Paths of calls, as wide as the time in them"
          style={{ height: `${levels() * rowPx}px` }}
          onKeyDown={onKeyDown}
          onClick={(event) => {
            const index = indexOf(event.target);
            if (index !== undefined) openFrame(index);
          }}
          onPointerOver={(event) => setPointed(indexOf(event.target))}
          onPointerLeave={() => setPointed(undefined)}
          onFocusIn={(event) => {
            const index = indexOf(event.target);
            if (index !== undefined) setActive(index);
          }}
        >
          <Show when={tree()}>
            {(of) => (
              <For each={frames()}>
                {(frame, index) => (
                  <FlameFrame
                    frame={frame}
                    index={index()}
                    name={frame.more > 0 ? '…' : nameOf(of(), props.columns, frame.node)}
                    service={serviceOf(of(), props.columns, frame.node)}
                    services={props.services}
                    words={words(of(), frame)}
                    failed={(of().errors[frame.node] ?? 0) > 0 && frame.more === 0}
                    lit={(found()?.[frame.node] ?? 0) > 0 && frame.more === 0}
                    dim={props.matches !== undefined && (found()?.[frame.node] ?? 0) === 0}
                    above={frame.level < (of().depth[within(zoomed())] ?? 0)}
                    selected={frame.node === selectedNode() && frame.more === 0}
                    stop={index() === stop()}
                  />
                )}
              </For>
            )}
          </Show>
        </div>
      </div>
      <Show when={props.compact !== true && tree()}>
        {(of) => (
          <Show when={told()}>
            {(frame) => (
              <p class="vw-note fl-told">
                <bdi>{words(of(), frame())}</bdi>
                <Show when={frame().more === 0}>
                  <span>{` · with what it calls: ${shareOfWork(of(), frame().node)}`}</span>
                  <button type="button" class="ex-button" onClick={() => setListed(frame().node)}>
                    Show spans
                  </button>
                </Show>
              </p>
            )}
          </Show>
        )}
      </Show>
      <Show when={listedRows().length > 0 && tree()}>
        {(of) => (
          <SpanList
            {...props}
            what={`${nameOf(of(), props.columns, listed() ?? 0)} of ${serviceOf(of(), props.columns, listed() ?? 0)}`}
            rows={listedRows()}
            onClose={() => setListed(undefined)}
          />
        )}
      </Show>
    </section>
  );
}

/** Work is time of spans' own: a caller's and all it calls, added up, also where they ran side by side. */
function shareOfWork(tree: PathTree, node: number): string {
  const work = tree.workNs[node] ?? 0;
  const share = work / Math.max(1, tree.allWorkNs);
  const percent = `${(share * 100).toFixed(share < 0.1 ? 1 : 0)} %`;
  return `${formatDuration(work)} of ${formatDuration(tree.allWorkNs)} of work, ${percent}`;
}
