/** `npm run build:collector`: the Collector as WebAssembly, with all that pages load it with. Done at once when nothing has changed. */
import { setPriority } from 'node:os';
import { parseArgs } from 'node:util';
import { showBuild, showRepacking } from './collector/show-build.ts';
import { sayAndExit } from './site/say-and-exit.ts';

const { values } = parseArgs({ options: { background: { type: 'boolean', default: false } } });
const abort = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => abort.abort(new Error('The build of the Collector was stopped.')));
}
if (values.background) {
  // Whoever serves pages meanwhile goes first, and takes this along when it ends, however it ends.
  setPriority(10);
  process.once('disconnect', () => abort.abort(new Error('The build of the Collector was stopped.')));
}

try {
  const { hash } = await showBuild({ signal: abort.signal });
  if (process.env['SPANLAB_PACK'] !== 'once') await showRepacking(abort.signal);
  if (!values.background) console.log(`The Collector is in .cache/public/lab/: ${hash}`);
} catch (error) {
  sayAndExit(error);
}
if (values.background) process.disconnect?.();
