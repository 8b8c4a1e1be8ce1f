import { Dialog } from '@kobalte/core/dialog';
import { createEffect, createSignal, For, onCleanup, onMount, Show } from 'solid-js';
import type { FileSet } from '../../../sandbox/schemas/file-set.ts';
import { TabList } from '../../TabList.tsx';
import { Icon } from '../Icon.tsx';
import { lineDiff } from './line-diff.ts';
import type { MonacoDiff } from './monaco-diff.ts';
import { hasRoomForMonaco } from './room-for-monaco.ts';

export interface CompareDialogProps {
  readonly title: string;
  readonly before: { readonly name: string; readonly files: FileSet };
  readonly after: { readonly name: string; readonly files: FileSet };
  /** What the main button does: "Use the solution". */
  readonly action: string;
  readonly assetBase: string;
  readonly onAction: () => void;
  readonly onClose: () => void;
}

/** Two file sets side by side, one file at a time, and what can be done about it. */
export function CompareDialog(props: CompareDialogProps) {
  const names = () => Object.keys({ ...props.before.files, ...props.after.files });
  const differs = (file: string) => props.before.files[file] !== props.after.files[file];
  const [file, setFile] = createSignal(names().find(differs) ?? names()[0] ?? '');
  const anything = () => names().some(differs);
  // The dialog has no button of its own that opens it: who had the focus gets it back.
  const opener = document.activeElement;
  onCleanup(() => opener instanceof HTMLElement && opener.focus());
  return (
    <Dialog open onOpenChange={(open) => open || props.onClose()}>
      <Dialog.Portal>
        <Dialog.Overlay class="wb-overlay" />
        <Dialog.Content class="wb-dialog" onCloseAutoFocus={(event) => event.preventDefault()}>
          <div class="wb-dialog-head">
            <Dialog.Title class="wb-dialog-title">{props.title}</Dialog.Title>
            <Dialog.CloseButton class="wb-icon-button" aria-label="Close">
              <Icon name="cross" />
            </Dialog.CloseButton>
          </div>
          <div class="wb-files">
            <TabList
              look="wb"
              label="Files"
              names={names()}
              selected={file()}
              onSelect={setFile}
              controls={() => 'wb-compare'}
              tabId={(name) => `wb-compare-${name}`}
            >
              {(name) => (
                <>
                  {name}
                  <Show when={differs(name)} fallback={<span class="wb-tab-same">same</span>}>
                    <span class="wb-tab-edited">
                      <span class="sr-only"> (differs)</span>
                    </span>
                  </Show>
                </>
              )}
            </TabList>
          </div>
          <div class="wb-compare-names">
            <span>{props.before.name}</span>
            <span>{props.after.name}</span>
          </div>
          <div id="wb-compare" class="wb-compare" role="tabpanel" aria-label={`Comparison of ${file()}`}>
            <Comparison
              file={file()}
              before={props.before.files[file()] ?? ''}
              after={props.after.files[file()] ?? ''}
              assetBase={props.assetBase}
            />
          </div>
          <div class="wb-dialog-foot">
            <Dialog.Description class="wb-hint">
              {anything()
                ? 'Your files can be had back with Undo.'
                : 'Nothing differs: these are your files.'}
            </Dialog.Description>
            <Dialog.CloseButton class="wb-text-button" aria-label="Keep mine">
              Keep mine
            </Dialog.CloseButton>
            <button type="button" class="wb-run" disabled={!anything()} onClick={() => props.onAction()}>
              {props.action}
            </button>
          </div>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog>
  );
}

/** Monaco's comparison where there is room for it, marked lines otherwise. */
function Comparison(props: { file: string; before: string; after: string; assetBase: string }) {
  const [diff, setDiff] = createSignal<MonacoDiff>();
  let host: HTMLDivElement | undefined;
  let disposed = false;
  onMount(() => {
    if (!hasRoomForMonaco()) return;
    void import('./monaco-diff.ts')
      .then(({ createMonacoDiff }) =>
        host && !disposed ? createMonacoDiff(host, props.assetBase) : undefined,
      )
      .then(setDiff, (error: unknown) =>
        console.warn('The comparison is shown without the big editor.', error),
      );
  });
  createEffect(() => diff()?.show(props.file, props.before, props.after));
  onCleanup(() => {
    disposed = true;
    diff()?.dispose();
  });
  return (
    <>
      <div class="wb-monaco" ref={host} hidden={!diff()} />
      <Show when={!diff()}>
        <pre class="wb-line-diff" tabindex="0">
          <For each={lineDiff(props.before, props.after)}>
            {(line) => <span data-sign={line.sign}>{`${line.sign} ${line.text}\n`}</span>}
          </For>
        </pre>
      </Show>
    </>
  );
}
