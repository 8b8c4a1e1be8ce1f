/** The big editor: Monaco with TypeScript and YAML, one model a file, loaded on first interest. */
import * as monaco from 'monaco-editor/editor/editor.api.js';
import type { FileSet } from '../../../sandbox/schemas/file-set.ts';
import type { Diagnostic } from '../../../sandbox/schemas/run-event.ts';
import type { Place } from '../state/workbench-model.ts';
import { editorOptions, modelOptions, prepareMonaco } from './monaco-setup.ts';

export interface MonacoEditorOptions {
  readonly host: HTMLElement;
  readonly assetBase: string;
  readonly describedBy: string;
  readonly onEdit: (file: string, text: string) => void;
  /** The file that is the Collector's configuration, if there is one. */
  readonly configFile: () => string | undefined;
}

export interface MonacoEditor {
  /** The texts to show. Typing in progress is not disturbed: equal texts are left alone. */
  setFiles(files: FileSet): void;
  open(file: string): void;
  setProblems(problems: readonly Diagnostic[]): void;
  reveal(place: Place): void;
  /** Take over from another editor. */
  restore(state: { selection: [start: number, end: number]; scrollTop: number; focused: boolean }): void;
  dispose(): void;
}

/** Where a file lies for TypeScript: beside `/node_modules`, so that packages resolve. */
export function uriOf(file: string): monaco.Uri {
  return monaco.Uri.parse(`file:///${file}`);
}

function fileOf(model: monaco.editor.ITextModel): string {
  return model.uri.path.slice(1);
}

/** Create the editor in an empty element. Rejects where Monaco cannot be loaded. */
export async function createMonacoEditor(options: MonacoEditorOptions): Promise<MonacoEditor> {
  const prepared = await prepareMonaco(options.assetBase);
  const editor = monaco.editor.create(options.host, { ...editorOptions(), model: null });
  const models = new Map<string, monaco.editor.ITextModel>();
  const views = new Map<string, monaco.editor.ICodeEditorViewState | null>();
  let placing = false;
  let disposed = false;
  let configs: Promise<monaco.IDisposable> | undefined;

  function modelOf(file: string, text: string): monaco.editor.ITextModel {
    const model =
      models.get(file) ??
      monaco.editor.getModel(uriOf(file)) ??
      monaco.editor.createModel(text, undefined, uriOf(file));
    if (!models.has(file)) {
      models.set(file, model);
      model.updateOptions(modelOptions);
      if (/\.ya?ml$/u.test(file)) explainConfigs();
      model.onDidChangeContent(() => {
        if (!placing) options.onEdit(file, model.getValue());
      });
    }
    return model;
  }

  /** Completion and hover for the Collector's configuration: loaded where there is YAML. */
  function explainConfigs(): void {
    configs ??= import('./yaml/yaml-language.ts').then(({ describeConfigs }) => {
      const described = describeConfigs({
        assetBase: options.assetBase,
        isConfig: (model) => fileOf(model) === options.configFile(),
      });
      if (disposed) described.dispose();
      return described;
    });
    configs.catch((error: unknown) =>
      console.warn('No completion for the Collector’s configuration.', error),
    );
  }

  function setFiles(files: FileSet): void {
    placing = true;
    for (const [file, text] of Object.entries(files)) {
      const model = modelOf(file, text);
      // As one edit, so that Monaco's own undo steps over it.
      if (model.getValue() !== text) {
        model.pushEditOperations([], [{ range: model.getFullModelRange(), text }], () => null);
      }
    }
    for (const [file, model] of models) {
      if (file in files) continue;
      models.delete(file);
      model.dispose();
    }
    placing = false;
  }

  function open(file: string): void {
    const model = models.get(file);
    const before = editor.getModel();
    if (!model || model === before) return;
    if (before) views.set(fileOf(before), editor.saveViewState());
    editor.setModel(model);
    const view = views.get(file);
    if (view) editor.restoreViewState(view);
    editor.updateOptions({ ariaLabel: `Code of ${file}. Ctrl+M: Tab moves focus.` });
  }

  return {
    setFiles,
    open,
    setProblems(problems) {
      for (const [file, model] of models) {
        // TypeScript's own findings come from its worker here; those with a name are the lab's.
        const ours = problems.filter((each) => each.file === file && typeof each.code === 'string');
        monaco.editor.setModelMarkers(model, 'lab', ours.map(markerOf));
      }
    },
    reveal({ file, line, column, quiet }) {
      open(file);
      editor.setPosition({ lineNumber: line, column });
      editor.revealPositionInCenterIfOutsideViewport({ lineNumber: line, column });
      if (!quiet) editor.focus();
    },
    restore({ selection, scrollTop, focused }) {
      const model = editor.getModel();
      if (!model) return;
      // Its place had no size while it was hidden.
      editor.layout();
      const [start, end] = selection.map((offset) => model.getPositionAt(offset));
      if (start && end) editor.setSelection(monaco.Selection.fromPositions(start, end));
      editor.setScrollTop(scrollTop);
      if (focused) editor.focus();
    },
    dispose() {
      disposed = true;
      void configs?.then((described) => described.dispose());
      prepared.release();
      editor.dispose();
      for (const model of models.values()) model.dispose();
    },
  };
}

function markerOf(problem: Diagnostic): monaco.editor.IMarkerData {
  return {
    severity: problem.severity === 'error' ? monaco.MarkerSeverity.Error : monaco.MarkerSeverity.Warning,
    message: problem.message,
    startLineNumber: problem.line,
    startColumn: problem.column,
    endLineNumber: problem.endLine,
    endColumn: problem.endColumn,
  };
}
