/** `spanlab view` as a user starts it, from the built package. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { runMeasured } from '../verify/run-measured.ts';

export interface Viewer extends AsyncDisposable {
  /** Of its page, with a slash at the end. */
  url: string;
}

export async function buildViewer(): Promise<void> {
  const built = await runMeasured(process.execPath, ['verify/build.ts'], { cwd: process.cwd() });
  if (built.code !== 0) throw new Error(`the package cannot be built: ${built.output.slice(-500)}`);
}

export async function startViewer(...args: readonly string[]): Promise<Viewer> {
  const cli = join(process.cwd(), 'verify/dist/cli.js');
  const child = spawn(process.execPath, [cli, 'view', ...args, '--port', '0'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  for await (const text of child.stdout.setEncoding('utf8')) {
    said += text;
    const url = /https?:\/\/\S+\//u.exec(said)?.[0];
    if (url === undefined) continue;
    return {
      url,
      async [Symbol.asyncDispose]() {
        const ended = once(child, 'exit');
        child.kill();
        await ended;
      },
    };
  }
  throw new Error(`spanlab view ended without an address. It said: ${said}`);
}
