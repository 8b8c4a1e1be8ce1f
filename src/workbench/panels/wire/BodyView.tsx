import type { Body, HeaderList } from '@spanlab/sandbox/schemas/run-event.ts';
import { createResource, createSignal, type JSX, Show } from 'solid-js';
import { CopyButton } from '../../../explorer/parts/CopyButton.tsx';
import { formatBytes } from '../../../explorer/parts/duration.ts';
import { WarningMark } from '../../../explorer/parts/marks.tsx';
import type { SpanRef } from '../../../explorer/span/span-ref.ts';
import { bodyBytes } from './exchange-words.ts';
import { OtlpSpans } from './OtlpSpans.tsx';
import { type ReadableBody, readBody } from './read-body.ts';

export interface BodyViewProps {
  body: Body | undefined;
  headers: HeaderList;
  /** This is the body of an OTLP export. */
  expectSpans: boolean;
  services: readonly string[];
  /** `request body`: for its copy button. */
  what: string;
  onOpenSpan?: ((ref: SpanRef) => void) | undefined;
}

/** A megabyte of text in one element makes a page crawl. */
const mostCharacters = 20_000;

/** A body: spans when it is OTLP, else pretty JSON, text or bytes. Says when it is not all there. */
export function BodyView(props: BodyViewProps): JSX.Element {
  const [asSent, setAsSent] = createSignal(false);
  const [read] = createResource(
    () => ({ body: props.body, headers: props.headers, expectSpans: props.expectSpans }),
    (input) => readBody(input.body, input.headers, input.expectSpans),
  );
  const shown = (): ReadableBody | undefined => read.latest;

  return (
    <Show when={bodyBytes(props.body) > 0} fallback={<p class="ex-none">Empty.</p>}>
      <Show when={props.body?.truncatedFrom}>
        {(full) => (
          <p class="wd-cut">
            <WarningMark />
            {`Only the first ${formatBytes(props.body?.bytes.length ?? 0)} of ${formatBytes(full())} were kept.`}
          </p>
        )}
      </Show>
      <Show when={shown()?.problem}>
        {(problem) => (
          <p class="wd-cut">
            <WarningMark />
            {problem()}
          </p>
        )}
      </Show>
      <Show when={shown()?.spans}>
        {(spans) => (
          <>
            <OtlpSpans spans={spans()} services={props.services} onOpenSpan={props.onOpenSpan} />
            <button
              type="button"
              class="ex-button"
              aria-expanded={asSent()}
              onClick={() => setAsSent(!asSent())}
            >
              {asSent() ? 'Hide what was sent' : 'Show what was sent'}
            </button>
          </>
        )}
      </Show>
      <Show when={shown() !== undefined && (asSent() || shown()?.spans === undefined) && shown()}>
        {(body) => (
          <div class="wd-body">
            <pre tabindex={0}>
              <code>{body().raw.slice(0, mostCharacters)}</code>
            </pre>
            <CopyButton what={props.what} text={() => body().raw} />
            <Show when={body().raw.length > mostCharacters}>
              <p class="ex-none">{`The first ${formatBytes(mostCharacters)} are shown; the copy button takes all of it.`}</p>
            </Show>
          </div>
        )}
      </Show>
    </Show>
  );
}
