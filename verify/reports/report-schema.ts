/** The JSON report's shape, for those who read it. `report.schema.json` is made from it. */
import { z } from 'zod';
import { backendKinds } from '../model/backend.ts';
import { runtimes } from '../model/example.ts';
import { type Rule, rules } from '../model/finding.ts';
import type { Held } from '../model/outcome.ts';
import { reportVersion } from './json.ts';

const place = z
  .object({
    file: z.string().describe('Relative to the folder spanlab was started in, with / between'),
    line: z.int().min(1),
    column: z.int().min(1).describe('In UTF-16 units'),
    endLine: z.int().optional(),
    endColumn: z.int().optional(),
  })
  .describe('Lines and columns count from 1');

const edit = z
  .object({ file: z.string(), line: z.int().min(1), endLine: z.int().min(0), text: z.string() })
  .describe('Replace lines `line` to `endLine` with `text`; `endLine` = `line` - 1 inserts before `line`');

const finding = z.object({
  rule: z.enum(Object.keys(rules) as [Rule, ...Rule[]]),
  message: z.string(),
  at: place,
  detail: z.string().optional().describe('Monospaced: a diff, a stack'),
  fix: edit.optional(),
});

const held = [
  'types',
  'syntax',
  'run',
  'output',
  'error',
  'spans',
  'schema',
  'region',
] as const satisfies Held[];

const outcome = z.object({
  id: z.string(),
  title: z.string(),
  at: place,
  kind: z.enum(['program', 'shell', 'data', 'lesson']),
  runtime: z.enum(runtimes).optional(),
  backend: z.enum(backendKinds).optional(),
  status: z
    .enum(['holds', 'falls-short', 'skipped', 'known'])
    .describe('known: all its findings are in the baseline'),
  note: z.string().optional(),
  cached: z.boolean(),
  durationMs: z.number().min(0),
  findings: z.array(finding),
  held: z.array(z.enum(held)),
  results: z.record(z.string(), z.string()),
  edits: z.array(edit),
});

/** What `--report json` writes. */
export const reportSchema = z
  .object({
    version: z.literal(reportVersion),
    tool: z.object({ name: z.literal('spanlab'), version: z.string() }),
    startedAt: z.iso.datetime(),
    durationMs: z.number().min(0),
    documents: z.int().min(0),
    outcomes: z.array(outcome),
    findings: z.array(finding).describe('Of documents and prose: they belong to no example'),
    known: z
      .array(finding)
      .describe('Those of documents and prose that are in the baseline: they do not count'),
    coverage: z.object({
      blocks: z.int().min(0),
      held: z.int().min(0),
      unheld: z.array(place),
    }),
    problems: z.array(z.string()).describe('Why nothing, or not all, could be run: exit code 2'),
  })
  .describe('What spanlab verify --report json writes');

/** What is written, as those see it who do not change it. */
export type WrittenReport = DeepReadonly<z.infer<typeof reportSchema>>;
type DeepReadonly<T> = T extends object ? { readonly [Key in keyof T]: DeepReadonly<T[Key]> } : T;
