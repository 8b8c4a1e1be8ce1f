/** `spanlab view` with a page that was built for a test: its folder, then the command's own arguments. */
import { view } from '../../../verify/view/view.ts';

const [viewerFolder = '', ...args] = process.argv.slice(2);
process.exitCode = await view(
  args,
  { out: (text) => process.stdout.write(`${text}\n`), error: (text) => process.stderr.write(`${text}\n`) },
  {
    stdin: process.stdin,
    openInBrowser: () => undefined,
    ended: () => new Promise((resolve) => process.once('SIGINT', () => resolve())),
    viewerFolder,
  },
);
