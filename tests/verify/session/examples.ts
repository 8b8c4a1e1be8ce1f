/** Examples as a document would give them, for tests of what is planned. */
import type { DataExample, Example, ProgramExample, ShellExample } from '../../../verify/model/example.ts';

const at = (line: number) => ({ file: 'docs/guide.md', line, column: 1 });

/** A program of one file. */
export function program(
  name: string,
  { text = 'export {};\n', ...rest }: Partial<ProgramExample> & { text?: string } = {},
): ProgramExample {
  return {
    kind: 'program',
    id: `docs/guide.md#${name}`,
    title: name,
    document: '/project/docs/guide.md',
    at: at(1),
    options: {},
    files: [{ name: 'app.ts', text, origins: [{ line: 2, column: 1 }] }],
    entry: 'app.ts',
    outputs: [],
    spans: [],
    ...rest,
  };
}

/** A shell block. */
export function shell(name: string, rest: Partial<ShellExample> = {}): ShellExample {
  const { files: _, entry: __, spans: ___, ...base } = program(name);
  const file = { name: 'block.sh', text: 'true\n', origins: [{ line: 2, column: 1 }] };
  return { ...base, kind: 'shell', file, ...rest };
}

/** A block of YAML for the Collector. */
export function data(name: string): DataExample {
  const { files: _, entry: __, spans: ___, outputs: ____, ...base } = program(name);
  const file = { name: 'block.yaml', text: 'receivers:\n', origins: [{ line: 2, column: 1 }] };
  return { ...base, kind: 'data', schema: 'collector', file };
}

/** A document that has examples, and nothing wrong with it. */
export function documentOf(...examples: Example[]) {
  return {
    examples,
    findings: [],
    blocks: examples.map(({ at, id }) => ({ at, language: 'ts', example: id })),
  };
}
