import { writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { lastLines, runCommand } from '../setup/command.ts';
import { goEnvironment } from '../setup/go.ts';
import { SetupError } from '../setup/setup-error.ts';
import { compileToWasm } from './compile.ts';
import type { Workspace } from './workspace.ts';

/**
 * Writes the JSON Schema of a configuration: a program with the same components says what they can be told.
 * It is WebAssembly too, so that nothing needs to be compiled twice.
 * @param exec Go's `wasm_exec.js`; the script that uses it in Node lies beside it
 */
export async function describeConfiguration(options: {
  go: string;
  workspace: Workspace;
  exec: string;
  /** The file to write. */
  to: string;
  signal?: AbortSignal | undefined;
}): Promise<void> {
  const { go, workspace, exec, to, signal } = options;
  const program = await compileToWasm({ go, workspace, what: 'schema', onProgress: () => {}, signal });

  const run = async (command: string, args: string[], env: Record<string, string>) => {
    let output = '';
    const onOutput = (text: string) => {
      output += text;
    };
    const { code } = await runCommand(command, args, { cwd: workspace.folder, env, onOutput, signal });
    signal?.throwIfAborted();
    if (code === 0) return output;
    throw new SetupError(`The Collector's configuration cannot be described:\n${lastLines(output, 12)}`);
  };
  // Before the list Go may tell of modules it fetched.
  const list = await run(
    go,
    ['list', '-deps', '-mod=mod', '-overlay', workspace.overlay, '-json=ImportPath,Dir', './schema'],
    { ...goEnvironment(go), GOOS: 'js', GOARCH: 'wasm' },
  );
  const packages = join(workspace.folder, 'packages.json');
  await writeFile(packages, list.slice(list.indexOf('{')));
  const schema = await run(
    process.execPath,
    [join(dirname(exec), 'wasm_exec_node.js'), program, packages],
    {},
  );
  await writeFile(to, schema);
}
