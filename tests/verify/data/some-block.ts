/** YAML blocks as a document has them. */

import type { DataChecks } from '../../../verify/data/check-data.ts';
import { readDocument } from '../../../verify/document/read-document.ts';
import type { DataExample } from '../../../verify/model/example.ts';

/** A document with one block of this kind, its fence on line 3, in a list when `indent` is given. */
export async function block(schema: DataExample['schema'], yaml: string, indent = ''): Promise<DataExample> {
  const lines = [`\`\`\`yaml ${schema}`, ...yaml.replace(/\n$/u, '').split('\n'), '```'];
  const marked = lines.map((line, index) => (index === 0 && indent !== '' ? `- ${line}` : indent + line));
  const text = ['Text', '', ...marked, ''].join('\n');
  const files = { read: async () => text, sizeOf: async () => text.length };
  const { examples, findings } = await readDocument('guide.md', { cwd: '/docs', files });
  const [example] = examples;
  if (example?.kind !== 'data') throw new Error(`found no block: ${JSON.stringify(findings)}`);
  return example;
}

/** Findings as an editor shows them: `5:3 Found …`. */
export async function said(checks: DataChecks, example: DataExample): Promise<string[]> {
  const findings = await checks.check(example, new AbortController().signal);
  return findings.map(({ at, message }) => `${at.line}:${at.column} ${message}`);
}
