/** Reading what `tsc --pretty false --listFiles` prints; alike in TypeScript 5, 6 and 7. */
import { isAbsolute } from 'node:path';

export interface PrintedDiagnostic {
  /** `TS2322` */
  code: string;
  message: string;
  /** As printed: relative to the folder the compiler was started in. Absent for what is about no file. */
  at?: { file: string; line: number; column: number };
}

export interface CompilerOutput {
  diagnostics: readonly PrintedDiagnostic[];
  /** The program's files, absolute, with `/`. */
  files: readonly string[];
  /** Lines that are neither: a crash, a complaint about arguments. */
  others: readonly string[];
}

const inFile = /^(.+?)\((\d+),(\d+)\): error (TS\d+): (.*)$/u;
const anywhere = /^error (TS\d+): (.*)$/u;

/** Reads the compiler's output. Indented lines go on with the message before them. */
export function readCompilerOutput(output: string): CompilerOutput {
  const diagnostics: PrintedDiagnostic[] = [];
  const files: string[] = [];
  const others: string[] = [];
  let open = false;
  for (const line of output.split(/\r?\n/u)) {
    const diagnostic = diagnosticIn(line);
    const last = diagnostics.at(-1);
    if (diagnostic !== undefined) {
      diagnostics.push(diagnostic);
      open = true;
    } else if (open && last !== undefined && /^\s+\S/u.test(line)) {
      last.message += `\n${line}`;
    } else {
      open = false;
      if (isAbsolute(line)) files.push(line);
      else if (line.trim() !== '') others.push(line);
    }
  }
  return { diagnostics, files, others };
}

function diagnosticIn(line: string): PrintedDiagnostic | undefined {
  const [, file, row, column, code, message] = inFile.exec(line) ?? [];
  if (file !== undefined && code !== undefined && message !== undefined) {
    return { code, message, at: { file, line: Number(row), column: Number(column) } };
  }
  const [, about, text] = anywhere.exec(line) ?? [];
  return about === undefined || text === undefined ? undefined : { code: about, message: text };
}
