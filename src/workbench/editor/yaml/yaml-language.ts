/** Completion and hover for a Collector's configuration in Monaco, over the schema that is built with the Collector. */
import * as monaco from 'monaco-editor/editor/editor.api.js';
import type { CollectorAssets } from '../../../../sandbox/schemas/collector.ts';
import { hoverAt } from './config-hover.ts';
import type { JsonSchema } from './config-schema.ts';
import { suggestionsAt } from './config-suggestions.ts';

export interface YamlLanguageOptions {
  readonly assetBase: string;
  /** Whether a model holds the Collector's configuration: of other YAML nothing is known. */
  readonly isConfig: (model: monaco.editor.ITextModel) => boolean;
}

/** Longer texts are not read on each key. */
const readUpTo = 200_000;

const kinds = {
  key: monaco.languages.CompletionItemKind.Property,
  value: monaco.languages.CompletionItemKind.Value,
  component: monaco.languages.CompletionItemKind.Reference,
} as const;

/** Connect the language to every YAML editor of the page. The schema is fetched when it is first asked for. */
export function describeConfigs({ assetBase, isConfig }: YamlLanguageOptions): monaco.IDisposable {
  let fetched: Promise<JsonSchema | undefined> | undefined;
  const schema = async (): Promise<JsonSchema | undefined> => {
    fetched ??= fetchSchema(assetBase).catch(() => undefined);
    const found = await fetched;
    // It may be there the next time: the Collector is still being built, or the connection was away.
    if (found === undefined) fetched = undefined;
    return found;
  };
  const isReadable = (model: monaco.editor.ITextModel) =>
    isConfig(model) && model.getValueLength() <= readUpTo;
  const completion = monaco.languages.registerCompletionItemProvider('yaml', {
    triggerCharacters: [' ', '[', ',', '-'],
    async provideCompletionItems(model, { lineNumber, column }) {
      const known = isReadable(model) ? await schema() : undefined;
      if (!known || model.isDisposed()) return { suggestions: [] };
      const { typed, items } = suggestionsAt(known, model.getValue(), lineNumber, column);
      const range = new monaco.Range(lineNumber, column - typed.length, lineNumber, column);
      return {
        suggestions: items.map(({ label, detail, description, insert, kind }, index) => ({
          label,
          detail,
          documentation: { value: description },
          kind: kinds[kind],
          // Its indentation is written out: Monaco would add that of the line once more.
          insertText: insert,
          insertTextRules:
            monaco.languages.CompletionItemInsertTextRule.InsertAsSnippet |
            monaco.languages.CompletionItemInsertTextRule.KeepWhitespace,
          sortText: String(index).padStart(4, '0'),
          range,
        })),
      };
    },
  });
  const hover = monaco.languages.registerHoverProvider('yaml', {
    async provideHover(model, { lineNumber, column }) {
      const known = isReadable(model) ? await schema() : undefined;
      if (!known || model.isDisposed()) return undefined;
      const found = hoverAt(known, model.getValue(), lineNumber, column);
      if (!found) return undefined;
      return {
        contents: [{ value: found.markdown }],
        range: new monaco.Range(lineNumber, found.start, lineNumber, found.end),
      };
    },
  });
  return {
    dispose() {
      completion.dispose();
      hover.dispose();
    },
  };
}

/** The schema that the Collector's assets name; undefined while they are not built. */
async function fetchSchema(assetBase: string): Promise<JsonSchema | undefined> {
  const base = new URL(assetBase, document.baseURI);
  const json = async (name: string): Promise<unknown> => {
    const response = await fetch(new URL(name, base));
    if (!response.ok) throw new Error(`${response.url} answered ${response.status}`);
    return response.json();
  };
  const assets = (await json('collector.json')) as CollectorAssets;
  return assets.state === 'ready' ? ((await json(assets.schema)) as JsonSchema) : undefined;
}
