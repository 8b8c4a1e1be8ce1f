import { createEffect, createSignal, on, onCleanup, Show } from 'solid-js';
import { Icon } from '../Icon.tsx';
import { useWorkbench } from '../state/workbench-model.ts';
import { CopyFile } from './CopyFile.tsx';
import type { MonacoEditor } from './monaco.ts';
import { PlainEditor } from './PlainEditor.tsx';
import { hasRoomForMonaco } from './room-for-monaco.ts';

export interface EditorProps {
  readonly id: string;
  readonly assetBase: string;
  /** Somebody has shown interest: the big editor may be fetched. */
  readonly wanted: boolean;
  readonly status: string;
}

/** The code of the open file: a plain editor at once, Monaco as soon as it is there. */
export function Editor(props: EditorProps) {
  const workbench = useWorkbench();
  const [monaco, setMonaco] = createSignal<MonacoEditor>();
  let host: HTMLDivElement | undefined;
  let area: HTMLTextAreaElement | undefined;
  let disposed = false;
  const hintId = () => `${props.id}-hint`;
  const problems = () => [
    ...(workbench.record()?.diagnostics ?? []),
    ...workbench.warnings(),
    ...workbench.collector.diagnostics(),
  ];

  /** What the Collector says of the open file, where no squiggle can: the plain editor has only a mark beside the line. */
  const collectorProblem = () =>
    workbench.collector.diagnostics().find(({ file }) => file === workbench.file());

  async function load(): Promise<void> {
    try {
      const { createMonacoEditor } = await import('./monaco.ts');
      if (!host || disposed) return;
      const editor = await createMonacoEditor({
        host,
        assetBase: props.assetBase,
        describedBy: hintId(),
        onEdit: workbench.edit,
        configFile: workbench.collector.file,
      });
      if (disposed) return editor.dispose();
      editor.setFiles(workbench.files());
      editor.open(workbench.file());
      const before = plainState();
      setMonaco(editor);
      // In one go with the plain editor's leaving: a key pressed in between would be lost.
      if (before) editor.restore(before);
    } catch (error) {
      // The plain editor stays, and everything works in it.
      console.warn('The big editor could not be loaded; the plain one stays.', error);
    }
  }

  /** Where caret and view are in the plain editor. */
  function plainState(): Parameters<MonacoEditor['restore']>[0] | undefined {
    if (!area) return undefined;
    return {
      selection: [area.selectionStart, area.selectionEnd],
      scrollTop: area.closest('.wb-plain')?.scrollTop ?? 0,
      focused: document.activeElement === area,
    };
  }

  createEffect(
    on(
      () => props.wanted,
      (wanted) => {
        if (wanted && hasRoomForMonaco()) void load();
      },
    ),
  );
  createEffect(() => monaco()?.setFiles(workbench.files()));
  createEffect(() => monaco()?.open(workbench.file()));
  createEffect(() => monaco()?.setProblems(problems()));
  createEffect(on(workbench.place, (place) => place && monaco()?.reveal(place), { defer: true }));
  onCleanup(() => {
    disposed = true;
    monaco()?.dispose();
  });

  return (
    <div id={props.id} class="wb-editor" role="tabpanel" aria-labelledby={`${props.id}-${workbench.file()}`}>
      <div class="wb-monaco" ref={host} hidden={!monaco()} />
      <Show when={!monaco()}>
        <PlainEditor
          file={workbench.file()}
          text={workbench.files()[workbench.file()] ?? ''}
          onEdit={(text) => workbench.edit(workbench.file(), text)}
          problems={problems()}
          place={workbench.place()}
          tabIndents={workbench.preferences().tabIndents}
          describedBy={hintId()}
          element={(element) => {
            area = element;
          }}
        />
      </Show>
      <Show when={!monaco() && collectorProblem()}>
        {(problem) => (
          <p class="wb-plain-problem" role="alert">
            <button type="button" class="wb-link" onClick={() => workbench.openAt(problem())}>
              {`line ${problem().line}`}
            </button>{' '}
            {problem().message}
          </p>
        )}
      </Show>
      <div class="wb-editor-foot">
        <p class="wb-status" data-reason={workbench.record()?.exit?.reason}>
          {props.status}
        </p>
        <p id={hintId()} class="wb-hint">
          <Show
            when={monaco()}
            fallback={workbench.preferences().tabIndents ? 'Esc, then Tab leaves the editor' : ''}
          >
            Ctrl+M: Tab moves focus
          </Show>
        </p>
        <Show when={!monaco()}>
          <button
            type="button"
            class="wb-icon-button wb-tab-mode"
            aria-pressed={workbench.preferences().tabIndents}
            aria-label="Tab indents"
            title="Tab indents instead of moving the focus"
            onClick={() => workbench.prefer({ tabIndents: !workbench.preferences().tabIndents })}
          >
            <Icon name="indent" />
          </button>
        </Show>
        <CopyFile file={workbench.file()} text={workbench.files()[workbench.file()] ?? ''} />
      </div>
    </div>
  );
}
