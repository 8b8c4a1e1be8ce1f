/** `spanlab expect`: spans in files held to an `expect.yaml`. */
import { readFile } from 'node:fs/promises';
import { evaluate, readsSpans } from '@spanlab/sandbox/expect/evaluate.ts';
import { parseExpectation } from '@spanlab/sandbox/expect/parse.ts';
import { formatProblem } from '@spanlab/sandbox/expect/problem.ts';
import type { Check } from '@spanlab/sandbox/schemas/expectation.ts';
import type { CheckResult } from '@spanlab/sandbox/schemas/run-event.ts';
import type { Span } from '@spanlab/sandbox/schemas/trace.ts';
import { decodeTracesJson } from '@spanlab/sandbox/store/otlp/decode-json.ts';
import { type ExitCode, exitCodes, type Output, UsageError } from './output.ts';

/**
 * Hold the spans of all files together to an expectation. `read: console` is read from the same spans.
 * Output and exchanges are no spans: what asks for them is named as not held, and never counts as met.
 */
export async function expectSpans(
  files: readonly string[],
  { json }: { json: boolean },
  { out, error }: Output,
): Promise<ExitCode> {
  const [expectFile, ...spanFiles] = files;
  if (expectFile === undefined || spanFiles.length === 0) {
    throw new UsageError('expect needs an expect.yaml and at least one file of spans');
  }
  const parsed = parseExpectation({ file: expectFile, text: await read(expectFile) });
  if (!parsed.ok) {
    for (const problem of parsed.problems) error(formatProblem(problem));
    return exitCodes.unusable;
  }
  const spans = (await Promise.all(spanFiles.map(spansIn))).flat();
  const { checks } = parsed.value;
  const held = checks.filter(readsSpans).map(({ stdout, wire, ...rest }) => rest);
  const notHeld = checks.filter((each) => each.stdout !== undefined || each.wire !== undefined);
  const results = evaluate({ checks: held }, { stored: spans, printed: spans, stdout: [], exchanges: [] });

  if (json)
    out(JSON.stringify({ spans: spans.length, results, notHeld: notHeld.map(whatIsNotHeld) }, undefined, 2));
  else printText(results, notHeld, out);
  return results.every(({ ok }) => ok) && results.length > 0 ? exitCodes.good : exitCodes.bad;
}

function printText(results: CheckResult[], notHeld: Check[], out: Output['out']): void {
  for (const { check, ok, reasons, diff } of results) {
    out(`${ok ? '✓' : '✗'} ${check}`);
    for (const reason of reasons) out(`    ${reason}`);
    if (diff !== '') out(`\n${diff.replace(/^/gmu, '    ')}\n`);
  }
  for (const check of notHeld) {
    const { parts } = whatIsNotHeld(check);
    out(`- ${check.check}: ${parts.join(' and ')} not held, for a file of spans has none`);
  }
  const met = results.filter(({ ok }) => ok).length;
  out(`${met} of ${results.length} checks met${results.length === 0 ? ': none reads spans' : ''}`);
}

function whatIsNotHeld({ check, stdout, wire }: Check): { check: string; parts: string[] } {
  return { check, parts: [stdout && 'stdout', wire && 'wire'].filter((part) => typeof part === 'string') };
}

/** One OTLP request as JSON, or one on each line, as the Collector's file exporter writes them. */
async function spansIn(file: string): Promise<Span[]> {
  const text = await read(file);
  const decode = (json: string, where: string): Span[] => {
    try {
      return decodeTracesJson(json);
    } catch (cause) {
      throw new UsageError(
        `cannot read ${where} as OTLP JSON: ${cause instanceof Error ? cause.message : cause}`,
      );
    }
  };
  const lines = text.split('\n').map((line, i) => ({ line: line.trim(), number: i + 1 }));
  const filled = lines.filter(({ line }) => line !== '');
  const isJsonLines =
    filled.length > 1 && filled.every(({ line }) => line.startsWith('{') && line.endsWith('}'));
  if (!isJsonLines) return decode(text, file);
  return filled.flatMap(({ line, number }) => decode(line, `${file}:${number}`));
}

function read(file: string): Promise<string> {
  return readFile(file, 'utf8').catch(() => {
    throw new UsageError(`cannot read the file ${file}`);
  });
}
