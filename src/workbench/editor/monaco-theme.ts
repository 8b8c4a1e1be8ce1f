/** Monaco in the page's own colours, following its theme. */
import * as monaco from 'monaco-editor/editor/editor.api.js';

/** Token rules: Monaco's token, and the variable the plain editor colours the same thing with. */
const rules = [
  ['', '--wb-code'],
  ['keyword', '--wb-keyword'],
  ['string', '--wb-string'],
  ['comment', '--wb-comment'],
  ['number', '--wb-number'],
  ['regexp', '--wb-string'],
  ['type', '--wb-code'],
  ['delimiter', '--wb-code'],
  ['type.yaml', '--wb-property'],
] as const;

/** Six hex digits, the form Monaco wants, from whatever CSS says. */
function hexOf(variable: string, fallback: string): string {
  const value = getComputedStyle(document.documentElement).getPropertyValue(variable).trim();
  const context = document.createElement('canvas').getContext('2d');
  if (!context || value === '') return fallback;
  context.fillStyle = fallback;
  context.fillStyle = value;
  const colour = context.fillStyle;
  return /^#[0-9a-f]{6}$/iu.test(colour) ? colour : fallback;
}

function define(): void {
  const light = document.documentElement.dataset['theme'] === 'light';
  const colour = (variable: string) => hexOf(variable, light ? '#1a1c1f' : '#e7e8ea');
  monaco.editor.defineTheme('spanlab', {
    base: light ? 'vs' : 'vs-dark',
    inherit: true,
    rules: rules.map(([token, variable]) => ({ token, foreground: colour(variable).slice(1) })),
    colors: {
      'editor.background': colour('--wb-editor'),
      'editor.foreground': colour('--wb-code'),
      'editorLineNumber.foreground': colour('--sp-text-3'),
      'editorLineNumber.activeForeground': colour('--sp-text-2'),
      'editorCursor.foreground': colour('--sp-accent'),
      'editor.selectionBackground': colour('--wb-selection'),
      'editorWidget.background': colour('--sp-surface'),
      'editorWidget.border': colour('--sp-line-strong'),
      'editorHoverWidget.background': colour('--sp-surface'),
      'editorSuggestWidget.background': colour('--sp-surface'),
      focusBorder: colour('--sp-accent'),
      'diffEditor.insertedLineBackground': `${colour('--sp-ok')}22`,
      'diffEditor.insertedTextBackground': `${colour('--sp-ok')}22`,
      'diffEditor.removedLineBackground': `${colour('--sp-bad')}22`,
      'diffEditor.removedTextBackground': `${colour('--sp-bad')}22`,
      'diffEditor.diagonalFill': colour('--sp-line'),
      'scrollbar.shadow': colour('--wb-editor'),
    },
  });
  monaco.editor.setTheme('spanlab');
}

/** Take the page's colours now and whenever it changes; `onChange` may then change more. Returns how to stop. */
export function followTheme(onChange: () => void): () => void {
  define();
  const observer = new MutationObserver(() => {
    define();
    onChange();
  });
  observer.observe(document.documentElement, {
    attributes: true,
    attributeFilter: ['data-theme', 'data-projector'],
  });
  return () => observer.disconnect();
}
