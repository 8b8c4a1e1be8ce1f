import { serviceName } from '@spanlab/sandbox/schemas/attribute.ts';
import type { SourceLocation } from '@spanlab/sandbox/schemas/run-event.ts';
import { createEffect, createMemo, type JSX, on, Show } from 'solid-js';
import type { LinkedSpan, OpenTrace } from '../library/trace-library.ts';
import type { Row, TraceColumns } from '../model/trace-columns.ts';
import { createAnswer } from '../parts/create-answer.ts';
import { DetailPane } from '../parts/DetailPane.tsx';
import { ErrorMark } from '../parts/marks.tsx';
import { ServiceLabel } from '../parts/ServiceLabel.tsx';
import type { ExplorerState } from '../state/explorer-state.ts';
import { loadConventions } from './conventions/load-conventions.ts';
import { createHelp } from './help/create-help.ts';
import { HelpPanel } from './help/HelpPanel.tsx';
import { HelpContext } from './help/help-context.ts';
import { rowName, rowService } from './row-title.ts';
import { SpanBody } from './SpanBody.tsx';
import { createShownSpan } from './shown-span.ts';
import type { SpanRef } from './span-ref.ts';
import { createUnfolded } from './unfolded.ts';
import './span-detail.css';

export interface SpanDetailProps {
  trace: OpenTrace;
  columns: TraceColumns;
  row: Row;
  /** All services of the library, in a lasting order: gives them their colours. */
  services: readonly string[];
  times: ExplorerState['times'];
  /** Where in the learner's files spans were started, by span id. */
  sources?: Readonly<Record<string, SourceLocation>> | undefined;
  onOpenSource?: ((location: SourceLocation) => void) | undefined;
  /** Shown in place of the rows: it takes the focus and offers the way back. */
  alone: boolean;
  onSelect: (row: Row) => void;
  /** To a span of another trace. */
  onFollow: (ref: SpanRef) => void;
  /** A span of another trace; undefined when it has not been received. Not given where nobody can tell. */
  findSpan?: ((ref: SpanRef) => Promise<LinkedSpan | undefined>) | undefined;
  /** Looks for this tag, `key=value` as `tag-query.ts` reads it. */
  onSearch?: ((tag: string) => void) | undefined;
  onClose: () => void;
}

/** Everything a span carries, in the order one asks. */
export function SpanDetail(props: SpanDetailProps): JSX.Element {
  const { shown, pending, failure, retry } = createShownSpan(props);
  const { value: book } = createAnswer({ source: () => true, about: () => '', ask: loadConventions });
  const help = createHelp();
  const unfolded = createUnfolded();
  // What help was about is gone with its span.
  const span = createMemo(() => shown()?.span);
  createEffect(on(span, help.close));

  const at = () => shown() ?? props;
  const name = (): string => rowName(at().columns, at().row);
  return (
    <HelpContext.Provider value={{ find: (key) => book()?.find(key), explains: help.explains }}>
      <DetailPane
        label={`Span ${name()}`}
        alone={props.alone}
        back="Back to the trace"
        close="Close span detail"
        onClose={props.onClose}
        head={
          <>
            <ServiceLabel service={rowService(at().columns, at().row)} services={props.services} />
            <h3 class="dp-name sd-name">
              <bdi>{name() === '' ? '(no name)' : name()}</bdi>
            </h3>
          </>
        }
      >
        <div ref={help.root} aria-busy={pending()}>
          <Show when={failure()}>
            {(reason) => (
              <p class="dp-note dp-note-error">
                <ErrorMark />
                <span>
                  <strong>This span could not be had.</strong> <bdi>{reason()}</bdi>{' '}
                  <button type="button" class="ex-button" onClick={retry}>
                    Try again
                  </button>
                </span>
              </p>
            )}
          </Show>
          <Show when={shown()}>
            {(it) => (
              <SpanBody
                {...props}
                shown={it()}
                book={book()}
                unfolded={unfolded}
                sender={serviceName(it().span)}
                source={props.sources?.[it().span.spanId]}
              />
            )}
          </Show>
          <HelpPanel help={help} book={book()} onSearch={props.onSearch} />
        </div>
      </DetailPane>
    </HelpContext.Provider>
  );
}
