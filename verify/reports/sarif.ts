/** SARIF 2.1.0, as GitHub's code scanning reads it. */
import { type Finding, type Rule, rules } from '../model/finding.ts';
import type { Report } from '../model/outcome.ts';
import type { Place } from '../model/place.ts';
import { fingerprints } from './fingerprint.ts';
import { type GatheredFinding, gatherFindings, settingsOf } from './gather.ts';
import { printableJson } from './json.ts';
import { type RenderOptions, sourceOf } from './render-options.ts';
import { shorten, visible } from './safe-text.ts';

/** GitHub takes 25,000 results, and shows 5,000 of them. */
const maxResults = 5000;
const maxMessage = 20_000;
const ruleIds = Object.keys(rules) as Rule[];

/** One run; places are relative to `%SRCROOT%`; what is in the baseline is there, suppressed. */
export function renderSarif(report: Report, options: RenderOptions = {}): string {
  const all = gatherFindings(report);
  const shown = all.slice(0, maxResults);
  const prints = fingerprints(
    shown.map(({ finding }) => finding),
    sourceOf(options),
  );
  const notifications = [
    ...report.problems.map((problem) => ({ level: 'error', message: { text: visible(problem) } })),
    ...(all.length > maxResults
      ? [{ level: 'note', message: { text: `${all.length - maxResults} more findings were left out.` } }]
      : []),
  ];
  const log = {
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: report.tool.name,
            semanticVersion: report.tool.version,
            rules: ruleIds.map((id) => ({
              id,
              name: pascal(id),
              shortDescription: { text: rules[id] },
              defaultConfiguration: { level: 'error' },
            })),
          },
        },
        columnKind: 'utf16CodeUnits',
        originalUriBaseIds: {
          '%SRCROOT%': { description: { text: 'The folder spanlab was started in.' } },
        },
        invocations: [
          {
            executionSuccessful: report.problems.length === 0,
            startTimeUtc: report.startedAt,
            ...(notifications.length > 0 && { toolExecutionNotifications: notifications }),
          },
        ],
        results: shown.map((each, index) => result(each, prints[index] ?? '', report)),
      },
    ],
  };
  return printableJson(log);
}

function result(each: GatheredFinding, fingerprint: string, report: Report) {
  const { finding, known } = each;
  return {
    ruleId: finding.rule,
    ruleIndex: ruleIds.indexOf(finding.rule),
    level: 'error',
    message: { text: messageOf(finding) + settingsOf(each, report) },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: uriOf(finding.at.file), uriBaseId: '%SRCROOT%' },
          region: regionOf(finding.at),
        },
      },
    ],
    partialFingerprints: { primaryLocationLineHash: fingerprint },
    ...(known && { suppressions: [{ kind: 'external', justification: 'In the baseline.' }] }),
    ...(finding.fix !== undefined && { fixes: [fixOf(finding.fix)] }),
  };
}

/** SARIF's plain text takes `[words](target)` for a link: brackets of a finding are escaped. */
function messageOf({ message, detail }: Finding): string {
  const text = detail === undefined ? message : `${message}\n\n${detail}`;
  return shorten(visible(text), maxMessage).replace(/[[\]\\]/gu, '\\$&');
}

function regionOf({ line, column, endLine, endColumn }: Place) {
  return {
    startLine: line,
    startColumn: column,
    ...(endLine !== undefined && endLine >= line && { endLine }),
    ...(endColumn !== undefined && ((endLine ?? line) > line || endColumn >= column) && { endColumn }),
  };
}

function fixOf({ file, line, endLine, text }: NonNullable<Finding['fix']>) {
  // A region of whole lines: from the first's start to the start of the one after the last.
  const deletedRegion = { startLine: line, startColumn: 1, endLine: endLine + 1, endColumn: 1 };
  return {
    description: { text: 'What spanlab verify --update would write.' },
    artifactChanges: [
      {
        artifactLocation: { uri: uriOf(file), uriBaseId: '%SRCROOT%' },
        replacements: [{ deletedRegion, insertedContent: { text: `${text}\n` } }],
      },
    ],
  };
}

/** A relative URI: `docs/a%20guide.md`. A first segment with a colon would be a scheme. */
function uriOf(file: string): string {
  const uri = file
    .replaceAll('\\', '/')
    .replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '\ufffd')
    .split('/')
    .map(encodeURIComponent)
    .join('/');
  return uri.startsWith('/') ? `.${uri}` : uri;
}

/** `type-error` as code scanning shows names: `TypeError`. */
function pascal(id: string): string {
  return id.replace(/(?:^|-)(\w)/gu, (_, first: string) => first.toUpperCase());
}
