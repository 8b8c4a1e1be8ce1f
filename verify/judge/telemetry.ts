/** Zero telemetry never passes: what sets up tracing must show a span. */
import type { Received } from '../model/backend.ts';
import type { ProgramExample } from '../model/example.ts';
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
export function tracingPackages({ files }: Pick<ProgramExample, 'files'>): string[] {
  const found = files.flatMap(({ text }) =>
    [...text.matchAll(imports)].map(([, from, bare, called]) => from ?? bare ?? called ?? ''),
  );
  return [...new Set(found)].filter((name) => name !== '' && !otherSignals.test(name));
}

/** An example that was run, and neither sent nor printed a span. What threw is told already. */
export function telemetryFindings(example: ProgramExample, ran: Ran, received: Received): Finding[] {
  const [first] = tracingPackages(example);
  const isMeant =
    example.options.noTelemetry === true ||
    example.spans.some(({ expectation }) => expectation.checks.some(({ spans }) => spans?.length === 0));
  const isExplained = ran.errors.length > 0 || ran.troubles.length > 0 || received.refused.length > 0;
  if (first === undefined || isMeant || isExplained || received.spans > 0 || ran.printed.length > 0)
    return [];
  const sent =
    received.requests > 0
      ? `sent ${received.requests} request${received.requests === 1 ? '' : 's'} without a span in it`
      : 'sent nothing and printed no span';
  return [
    {
      rule: 'no-telemetry',
      message: `Imports ${first} and ${sent}. Is the provider registered, and has a span ended? If it only sets up, say \`no-telemetry\` in the info string.`,
      at: example.at,
    },
  ];
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
