/** The compiler's Worker in the page. TypeScript is Monaco's own copy, so that the site carries one. */
import { typescript } from 'monaco-editor/languages/features/typescript/lib/typescriptServices.js';
import type { CompileRequest, CompileResponse } from './compile-message.ts';
import { createCompileService } from './compile-service.ts';

let answer: ReturnType<typeof createCompileService> | undefined;

self.addEventListener('message', async ({ data }: MessageEvent<CompileRequest>) => {
  if (data.type === 'open') answer = createCompileService({ ts: typescript, urls: data.urls, fetchJson });
  else if (answer) say(await answer(data));
});
say({ type: 'ready' });

function say(response: CompileResponse): void {
  self.postMessage(response);
}

async function fetchJson(url: string): Promise<unknown> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url} answered ${response.status}.`);
  return response.json();
}
