import { createMemo, createSignal, createUniqueId, For, type JSX, Show } from 'solid-js';
import { WarningMark } from '../../../explorer/parts/marks.tsx';
import type { SpanRef } from '../../../explorer/span/span-ref.ts';
import { parseTraceparent, type TraceparentField } from './traceparent.ts';

export interface TraceparentValueProps {
  value: string;
  onOpenSpan?: ((ref: SpanRef) => void) | undefined;
}

/** The header's value, its four fields as buttons: pressing one says what it means. */
export function TraceparentValue(props: TraceparentValueProps): JSX.Element {
  const parsed = createMemo(() => parseTraceparent(props.value));
  const fields = (): readonly TraceparentField[] => {
    const it = parsed();
    return it.ok ? it.fields : [];
  };
  const problem = (): string => {
    const it = parsed();
    return it.ok ? '' : it.problem;
  };
  const [open, setOpen] = createSignal<TraceparentField['name']>();
  const explained = () => fields().find((field) => field.name === open());
  const id = createUniqueId();
  const target = (): SpanRef | undefined => {
    const it = parsed();
    return it.ok ? { traceId: it.traceId, spanId: it.spanId } : undefined;
  };

  return (
    <Show
      when={fields().length > 0}
      fallback={
        <>
          <bdi class="ex-value">{props.value}</bdi>
          <p class="wd-explained">
            <WarningMark />
            {problem()}
          </p>
        </>
      }
    >
      <span class="wd-traceparent">
        <For each={fields()}>
          {(field, index) => (
            <>
              <Show when={index() > 0}>
                <span class="ex-muted">-</span>
              </Show>
              <button
                type="button"
                class="wd-field"
                aria-expanded={open() === field.name}
                aria-controls={id}
                title={field.name}
                onClick={() => setOpen(open() === field.name ? undefined : field.name)}
              >
                {field.text}
              </button>
            </>
          )}
        </For>
      </span>
      <div id={id} role="status">
        <Show
          when={explained()}
          fallback={<p class="wd-explained ex-muted">Select a field to read what it means.</p>}
        >
          {(field) => (
            <p class="wd-explained">
              <span>
                <strong>{field().name}</strong> {`${field().explanation} `}
                <Show when={field().name === 'parent-id' ? props.onOpenSpan : undefined}>
                  {(follow) => (
                    <button
                      type="button"
                      class="ex-follow"
                      onClick={() => {
                        const ref = target();
                        if (ref !== undefined) follow()(ref);
                      }}
                    >
                      Show that span
                    </button>
                  )}
                </Show>
              </span>
            </p>
          )}
        </Show>
      </div>
    </Show>
  );
}
