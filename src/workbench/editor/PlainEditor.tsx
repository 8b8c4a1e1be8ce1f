import { createEffect, createMemo, For, on, onMount, untrack } from 'solid-js';
import type { Diagnostic } from '../../../sandbox/schemas/run-event.ts';
import type { Place } from '../state/workbench-model.ts';
import { highlight } from './highlight.ts';
import { insertedOnEnter, offsetAt } from './text-position.ts';

export interface PlainEditorProps {
  readonly file: string;
  readonly text: string;
  readonly onEdit: (text: string) => void;
  readonly problems: readonly Diagnostic[];
  /** A place to put the caret; a new object for each request. */
  readonly place: Place | undefined;
  readonly tabIndents: boolean;
  /** Ids of what labels and describes the editor. */
  readonly describedBy: string;
  readonly element?: (element: HTMLTextAreaElement) => void;
}

/** A textarea over its own coloured text: readable before scripts, usable at once, everywhere. */
export function PlainEditor(props: PlainEditorProps) {
  let area: HTMLTextAreaElement | undefined;
  let escaped = false;
  const lines = createMemo(() => props.text.split('\n').length);
  const broken = createMemo(
    () => new Map(props.problems.filter(({ file }) => file === props.file).map((each) => [each.line, each])),
  );

  onMount(() => {
    // Somebody may have typed before the script came. What was kept from an earlier visit is not given up for it.
    const typed = area !== undefined && area.value !== area.defaultValue;
    if (typed && props.text === area?.defaultValue) props.onEdit(area.value);
    if (area) props.element?.(area);
  });
  createEffect(() => {
    if (area && area.value !== props.text) area.value = props.text;
  });
  createEffect(
    on(
      () => props.place,
      (place) => {
        if (!place || !area || place.file !== untrack(() => props.file)) return;
        const offset = offsetAt(area.value, place.line, place.column);
        if (!place.quiet) area.focus();
        area.setSelectionRange(offset, offset);
        const lineHeight = area.scrollHeight / Math.max(1, untrack(lines));
        area.closest('.wb-plain')?.scrollTo({ top: Math.max(0, (place.line - 4) * lineHeight) });
      },
      { defer: true },
    ),
  );

  function insert(text: string): void {
    // The only way that keeps the browser's own undo.
    document.execCommand('insertText', false, text);
  }

  function onKeyDown(event: KeyboardEvent & { currentTarget: HTMLTextAreaElement }): void {
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'Escape') escaped = true;
    else if (event.key === 'Tab' && !event.shiftKey && props.tabIndents && !escaped) {
      event.preventDefault();
      insert('  ');
    } else if (event.key === 'Enter') {
      const { value, selectionStart } = event.currentTarget;
      event.preventDefault();
      insert(insertedOnEnter(value, selectionStart));
    } else if (event.key !== 'Shift') escaped = false;
  }

  return (
    <div class="wb-plain" translate="no">
      <div class="wb-gutter" aria-hidden="true">
        <For each={Array.from({ length: lines() }, (_, index) => index + 1)}>
          {(line) => (
            <div
              class="wb-line-number"
              data-severity={broken().get(line)?.severity}
              title={broken().get(line)?.message}
            >
              {line}
            </div>
          )}
        </For>
      </div>
      <div class="wb-code">
        <pre class="wb-highlight" aria-hidden="true">
          <For each={highlight(props.file, props.text)}>
            {(token) =>
              token.kind === 'plain' ? token.text : <span class={`tok-${token.kind}`}>{token.text}</span>
            }
          </For>
          {'\n'}
        </pre>
        <textarea
          ref={area}
          class="wb-textarea"
          aria-label={`Code of ${props.file}`}
          aria-describedby={props.describedBy}
          spellcheck={false}
          autocomplete="off"
          autocapitalize="off"
          wrap="off"
          onInput={(event) => props.onEdit(event.currentTarget.value)}
          onKeyDown={onKeyDown}
        >
          {untrack(() => props.text)}
        </textarea>
      </div>
    </div>
  );
}
