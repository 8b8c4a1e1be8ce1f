/** What all our Monaco editors share: languages, workers, types, theme, options. */
import 'monaco-editor/features/bracketMatching/register.js';
import 'monaco-editor/features/caretOperations/register.js';
import 'monaco-editor/features/clipboard/register.js';
import 'monaco-editor/features/codeAction/register.js';
import 'monaco-editor/features/codicon/register.js';
import 'monaco-editor/features/comment/register.js';
import 'monaco-editor/features/contextmenu/register.js';
import 'monaco-editor/features/cursorUndo/register.js';
import 'monaco-editor/features/diffEditor/register.js';
import 'monaco-editor/features/find/register.js';
import 'monaco-editor/features/folding/register.js';
import 'monaco-editor/features/format/register.js';
import 'monaco-editor/features/gotoError/register.js';
import 'monaco-editor/features/gotoSymbol/register.js';
import 'monaco-editor/features/hover/register.js';
import 'monaco-editor/features/indentation/register.js';
import 'monaco-editor/features/linesOperations/register.js';
import 'monaco-editor/features/multicursor/register.js';
import 'monaco-editor/features/parameterHints/register.js';
import 'monaco-editor/features/quickCommand/register.js';
import 'monaco-editor/features/rename/register.js';
import 'monaco-editor/features/snippet/register.js';
import 'monaco-editor/features/suggest/register.js';
import 'monaco-editor/features/toggleTabFocusMode/register.js';
import 'monaco-editor/features/wordHighlighter/register.js';
import 'monaco-editor/features/wordOperations/register.js';
import 'monaco-editor/languages/definitions/typescript/register.js';
import 'monaco-editor/languages/definitions/yaml/register.js';
import type * as monaco from 'monaco-editor/editor/editor.api.js';
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
  return { release: followTheme() };
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
  const projector = document.documentElement.hasAttribute('data-projector');
  const fontSize = projector ? 20 : 14;
  return {
    fontFamily: style.getPropertyValue('--sp-mono') || 'ui-monospace, monospace',
    fontSize,
    lineHeight: Math.round(fontSize * 1.5),
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
  bracketColorizationOptions: { enabled: false, independentColorPoolPerBracketType: false },
};
