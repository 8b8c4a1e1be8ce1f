/** Monaco's side-by-side comparison, read-only. */
import * as monaco from 'monaco-editor/editor/editor.api.js';
import { editorOptions, modelOptions, prepareMonaco } from './monaco-setup.ts';

const longestComparisonMs = 10_000;

export interface MonacoDiff {
  show(file: string, before: string, after: string): void;
  dispose(): void;
}

/** Create a comparison in an empty element. */
export async function createMonacoDiff(host: HTMLElement, assetBase: string): Promise<MonacoDiff> {
  const prepared = await prepareMonaco(assetBase);
  const editor = monaco.editor.createDiffEditor(host, {
    ...editorOptions(),
    readOnly: true,
    originalEditable: false,
    renderOverviewRuler: false,
    renderSideBySideInlineBreakpoint: 760,
    useInlineViewWhenSpaceIsLimited: true,
    renderMarginRevertIcon: false,
    renderGutterMenu: false,
    hideUnchangedRegions: { enabled: false },
    maxComputationTime: longestComparisonMs / 2,
  });
  editor.getOriginalEditor().updateOptions({ ariaLabel: 'The text before' });
  editor.getModifiedEditor().updateOptions({ ariaLabel: 'The text after' });
  // Plain models of no address: TypeScript is not asked about either side.
  const modelOf = (text: string, file: string) => {
    const model = monaco.editor.createModel(text, file.endsWith('.ts') ? 'typescript' : undefined);
    model.updateOptions(modelOptions);
    return model;
  };
  let models: monaco.editor.ITextModel[] = [];
  const clear = () => {
    editor.setModel(null);
    // Taking the texts away while they are compared is an error nobody could handle: they go when no comparison can be under way.
    const old = models;
    setTimeout(() => {
      for (const each of old) each.dispose();
    }, longestComparisonMs);
    models = [];
  };
  return {
    show(file, before, after) {
      clear();
      const [original, modified] = [modelOf(before, file), modelOf(after, file)];
      models = [original, modified];
      editor.setModel({ original, modified });
    },
    dispose() {
      prepared.release();
      clear();
      editor.dispose();
    },
  };
}
