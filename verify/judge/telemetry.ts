/** Zero telemetry never passes: what sets up tracing must show a span. */
import { readFile, stat } from 'node:fs/promises';
import type { Received } from '../model/backend.ts';
import type { ExampleFile, ProgramExample } from '../model/example.ts';
import type { Finding } from '../model/finding.ts';
import type { Ran } from '../model/run.ts';

const quotedModule = String.raw`['"](@opentelemetry/(?:sdk|exporter)-[\w-]+)(?:/[^'"]*)?['"]`;
const imports = new RegExp(
  String.raw`(?:^|[;\n])\s*(?:import|export)\s(?!type\s)[^'";]*${quotedModule}|(?:^|[;\n])\s*import\s*${quotedModule}|\b(?:require|import)\s*\(\s*${quotedModule}\s*\)`,
  'gu',
);
/** SDKs and exporters of the other signals. */
const otherSignals = /\/(?:sdk-(?:metrics|logs)|exporter-(?:metrics|logs|prometheus))/u;

/** The packages that set up tracing which an example imports. */
export function tracingPackages({ files }: { files: readonly Pick<ExampleFile, 'text'>[] }): string[] {
  const found = files.flatMap(({ text }) =>
    [...text.matchAll(imports)].map(([, from, bare, called]) => from ?? bare ?? called ?? ''),
  );
  return [...new Set(found)].filter((name) => name !== '' && !otherSignals.test(name));
}

/** Files of the project that are looked into, and how large they are at most. */
const most = { files: 100, bytes: 1024 * 1024 } as const;

/** One that a file of the project imports, which took part in the run. */
async function tracingPackageIn(loaded: Ran['loaded']): Promise<string | undefined> {
  const sources = loaded.filter((path) => /\.[cm]?[jt]sx?$/u.test(path)).slice(0, most.files);
  for (const path of sources) {
    try {
      if ((await stat(path)).size > most.bytes) continue;
      const [found] = tracingPackages({ files: [{ text: await readFile(path, 'utf8') }] });
      if (found !== undefined) return found;
    } catch {
      // It has gone since the run: nothing is known of it.
    }
  }
  return undefined;
}

/** An example that was run, and neither sent nor printed a span. What threw is told already. */
export async function telemetryFindings(
  example: ProgramExample,
  ran: Ran,
  received: Received,
): Promise<Finding[]> {
  const first = tracingPackages(example)[0] ?? (await tracingPackageIn(ran.loaded));
  if (first === undefined) return unregisteredFindings(example, ran);
  const isMeant =
    example.options.noTelemetry === true ||
    example.spans.some(({ expectation }) => expectation.checks.some(({ spans }) => spans?.length === 0));
  const isExplained = ran.errors.length > 0 || ran.troubles.length > 0 || received.refused.length > 0;
  if (isMeant || isExplained || received.spans > 0 || ran.printed.length > 0) return [];
  const sent =
    received.requests > 0
      ? `sent ${received.requests} request${received.requests === 1 ? '' : 's'} without a span in it`
      : 'sent nothing and printed no span';
  return [
    {
      rule: 'no-telemetry',
      message: `Imports ${first} and ${sent}. ${whyNone(example)} say \`no-telemetry\` in the info string.`,
      at: example.at,
    },
  ];
}

function whyNone({ files }: ProgramExample): string {
  return files.some(({ text }) => /\bInMemorySpanExporter\b/u.test(text))
    ? 'An InMemorySpanExporter keeps its spans to itself. If that is what the example shows,'
    : 'Is the provider registered, and has a span ended? If it only sets up,';
}

const apiImport = /(?:from\s*|require\s*\(\s*)['"]@opentelemetry\/api['"]/u;
const startsSpan = /\.\s*start(?:Active)?Span\s*\(/u;

/** Without a provider, OpenTelemetry's API does nothing at all, and says nothing of it. */
function unregisteredFindings({ files, options, spans, at }: ProgramExample, ran: Ran): Finding[] {
  // One that was ended from outside was asked for no flush; where spans are expected, that tells it.
  const isTold = options.keepsRunning === true || spans.length > 0 || ran.errors.length > 0;
  const isMeant = options.noTelemetry === true || ran.flush !== 'none' || ran.printed.length > 0;
  const starts = files.some(({ text }) => apiImport.test(text) && startsSpan.test(text));
  if (isTold || isMeant || !starts || ran.troubles.length > 0) return [];
  const message =
    'Starts a span, and no tracer provider is registered: OpenTelemetry does nothing then, and no span comes of it. ' +
    'Register one, in a hidden block if readers need not see it; or say `no-telemetry` in the info string.';
  return [{ rule: 'no-telemetry', message, at }];
}

/** What the gateway refused. A `wire` check that asks for a failure means it so. */
export function exportFindings(example: ProgramExample, ran: Ran | undefined, received: Received): Finding[] {
  const checks = example.spans.flatMap(({ expectation }) => expectation.checks);
  const isMeant = checks.some(({ wire }) =>
    wire?.some(({ status, failed }) => failed === true || (status ?? 0) >= 400),
  );
  if (isMeant) return [];
  const refused = received.refused.map((message): Finding => ({ rule: 'export', message, at: example.at }));
  const isTold = refused.length > 0 || ran?.troubles.some(({ rule }) => rule === 'export') === true;
  if (isTold || ran?.flush !== 'failed') return refused;
  const message =
    'The tracer provider could not flush its spans at the end: its exporter failed, and nothing it sent was refused here. Does it send to another address?';
  return [{ rule: 'export', message, at: example.at }];
}
