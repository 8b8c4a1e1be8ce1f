/** What the tests of this folder share: one compiler over freshly built assets. */
import { createNodeCompiler, type NodeCompiler } from '../../sandbox/compile/node.ts';
import type { Diagnostic } from '../../sandbox/schemas/run-event.ts';
import { buildLabAssets } from '../../tools/build-lab-assets.ts';

let compiler: Promise<NodeCompiler> | undefined;

/** Builds the lab's assets if they are not current. */
export function sharedCompiler(): Promise<NodeCompiler> {
  compiler ??= buildLabAssets(() => {}).then(() => createNodeCompiler());
  return compiler;
}

/** `a.ts:1:2 [unknown-import] There is no …`, the first line of the message only. */
export function said(diagnostics: readonly Diagnostic[]): string[] {
  return diagnostics.map(
    ({ file, line, column, code, message }) =>
      `${file}:${line}:${column} [${code}] ${message.split('\n')[0]}`,
  );
}
