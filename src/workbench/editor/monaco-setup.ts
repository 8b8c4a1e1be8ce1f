/** What all our Monaco editors share: languages, workers, types, theme, options. */
// All of them, and before the first editor: TypeScript's mode brings the rest later, too late for their services.
import 'monaco-editor/features/register.all.js';
import 'monaco-editor/languages/definitions/typescript/register.js';
import 'monaco-editor/languages/definitions/yaml/register.js';
import * as monaco from 'monaco-editor/editor/editor.api.js';
import EditorWorker from 'monaco-editor/editor/editor.worker.js?worker';
import { typescriptDefaults } from 'monaco-editor/languages/features/typescript/register.js';
import TypeScriptWorker from 'monaco-editor/languages/features/typescript/ts.worker.js?worker';
import { checkOptions } from '../../../sandbox/compile/options.ts';
import { followTheme } from './monaco-theme.ts';
import { fetchTypes } from './types-bundle.ts';

/** TypeScript says these of programs that are right here: `await` and `for await` at the top level. */
const ignoredCodes = [1378, 1432];

type CompilerOptions = Parameters<typeof typescriptDefaults.setCompilerOptions>[0];

let prepared: Promise<void> | undefined;

/** Set up Monaco once a page; `release` lets go of what follows the page's theme. */
export async function prepareMonaco(assetBase: string): Promise<{ release: () => void }> {
  prepared ??= setUp(assetBase);
  await prepared;
  return { release: followTheme(applySizes) };
}

/** The type grows in projector mode. */
function sizes() {
  const fontSize = document.documentElement.hasAttribute('data-projector') ? 20 : 14;
  return { fontSize, lineHeight: Math.round(fontSize * 1.5) };
}

function applySizes(): void {
  for (const editor of monaco.editor.getEditors()) editor.updateOptions(sizes());
}

async function setUp(assetBase: string): Promise<void> {
  globalThis.MonacoEnvironment = {
    getWorker: (_, label) =>
      label === 'typescript' || label === 'javascript' ? new TypeScriptWorker() : new EditorWorker(),
  };
  // Monaco hands these to TypeScript as they are, but its own enumerations end before ours: the numbers are TypeScript's.
  const options: unknown = { ...checkOptions, allowNonTsExtensions: true };
  typescriptDefaults.setCompilerOptions(options as CompilerOptions);
  typescriptDefaults.setDiagnosticsOptions({ diagnosticCodesToIgnore: ignoredCodes });
  typescriptDefaults.setEagerModelSync(true);
  // Not awaited: the editor can be typed in before it knows the packages.
  void fetchTypes(assetBase).then(
    (libs) => typescriptDefaults.setExtraLibs(libs),
    (error: unknown) => console.warn('The packages’ types could not be loaded: no hover for them.', error),
  );
}

/** The options every editor of ours has, sized as the page's code is. */
export function editorOptions(): monaco.editor.IEditorOptions & monaco.editor.IGlobalEditorOptions {
  const style = getComputedStyle(document.documentElement);
  // Models take this from the last editor's options, by this name, which Monaco's types do not know.
  const forModels = { 'bracketPairColorization.enabled': false };
  return {
    ...forModels,
    fontFamily: style.getPropertyValue('--sp-mono') || 'ui-monospace, monospace',
    ...sizes(),
    automaticLayout: true,
    minimap: { enabled: false },
    scrollBeyondLastLine: false,
    overviewRulerLanes: 0,
    overviewRulerBorder: false,
    hideCursorInOverviewRuler: true,
    renderLineHighlight: 'none',
    // Together as wide as the plain editor's gutter, so that nothing moves when one takes the other's place.
    lineNumbersMinChars: 4,
    lineDecorationsWidth: 16,
    renderFinalNewline: 'on',
    glyphMargin: false,
    folding: false,
    padding: { top: 10, bottom: 10 },
    links: false,
    guides: { indentation: false },
    fixedOverflowWidgets: true,
    scrollbar: { verticalScrollbarSize: 10, horizontalScrollbarSize: 10, useShadows: false },
    stickyScroll: { enabled: false },
    wordBasedSuggestions: 'off',
    occurrencesHighlight: 'off',
    contextmenu: true,
    tabFocusMode: false,
  };
}

/** The options every model of ours has. */
export const modelOptions: monaco.editor.ITextModelUpdateOptions = {
  tabSize: 2,
  insertSpaces: true,
};
