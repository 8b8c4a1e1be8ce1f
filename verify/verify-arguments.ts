/** The arguments of `spanlab verify`. What is absent is as the configuration has it, else the default. */
import { parseArgs } from 'node:util';
import { closest } from '@spanlab/sandbox/expect/closest.ts';
import { parseDuration } from '@spanlab/sandbox/push/duration.ts';
import { type BackendKind, backendKinds } from './model/backend.ts';
import { type Runtime, runtimes } from './model/example.ts';
import { UsageError } from './output.ts';
import { type Filter, parseFilter } from './session/filter.ts';
import { parseShard, type Shard } from './session/shard.ts';

export const reportFormats = ['pretty', 'json', 'junit', 'github', 'sarif', 'markdown'] as const;
export type ReportFormat = (typeof reportFormats)[number];

/** One report that was asked for. Without a file it goes to stdout. */
export interface ReportRequest {
  format: ReportFormat;
  file?: string;
}

export interface VerifyArguments {
  globs: string[];
  runtimes?: Runtime[];
  backend?: BackendKind;
  otlp?: string;
  jaeger?: string;
  filter?: Filter;
  jobs?: number;
  shard?: Shard;
  watch: boolean;
  update: boolean;
  /** `--update` in CI too. */
  force: boolean;
  list: boolean;
  reports: ReportRequest[];
  cache?: boolean;
  failFast: boolean;
  timeoutMs?: number;
  baseline?: string;
  updateBaseline: boolean;
  /** Percent. */
  requireCoverage?: number;
  config?: string;
}

const text = { type: 'string' } as const;
const texts = { type: 'string', multiple: true } as const;
const flag = { type: 'boolean', default: false } as const;

const options = {
  runtime: texts,
  backend: text,
  otlp: text,
  jaeger: text,
  sdk: texts,
  filter: text,
  jobs: { ...text, short: 'j' },
  shard: text,
  watch: { ...flag, short: 'w' },
  update: { ...flag, short: 'u' },
  force: flag,
  list: flag,
  report: texts,
  cache: { type: 'boolean' },
  'fail-fast': flag,
  timeout: text,
  baseline: text,
  'update-baseline': flag,
  'require-coverage': text,
  config: { ...text, short: 'c' },
} as const;

/** Reads the arguments after `verify`. Throws a `UsageError` that says what was found and what is allowed. */
export function verifyArguments(args: string[]): VerifyArguments {
  const { values, positionals } = parsed(args);
  onlySdk2(words(values.sdk));
  const given: VerifyArguments = {
    globs: positionals,
    watch: values.watch,
    update: values.update,
    force: values.force,
    list: values.list,
    failFast: values['fail-fast'],
    updateBaseline: values['update-baseline'],
    reports: words(values.report).map(reportRequest),
  };
  if (values.runtime !== undefined) {
    given.runtimes = [...new Set(words(values.runtime).map((each) => oneOf('runtime', each, runtimes)))];
  }
  if (values.backend !== undefined) given.backend = oneOf('backend', values.backend, backendKinds);
  if (values.otlp !== undefined) given.otlp = address('otlp', values.otlp);
  if (values.jaeger !== undefined) given.jaeger = address('jaeger', values.jaeger);
  if (values.filter !== undefined) given.filter = parseFilter(values.filter);
  if (values.jobs !== undefined) given.jobs = numberOf('jobs', values.jobs, 1, 256);
  if (values.shard !== undefined) given.shard = parseShard(values.shard);
  if (values.cache !== undefined) given.cache = values.cache;
  if (values.timeout !== undefined) given.timeoutMs = timeout(values.timeout);
  if (values.baseline !== undefined) given.baseline = values.baseline;
  if (values['require-coverage'] !== undefined) given.requireCoverage = percent(values['require-coverage']);
  if (values.config !== undefined) given.config = values.config;
  refuseTogether(given);
  return given;
}

function parsed(args: string[]) {
  const known = Object.keys(options);
  for (const arg of args) {
    if (arg === '--') break;
    const name = /^--(?:no-)?([^=]+)/u.exec(arg)?.[1];
    if (name === undefined || known.includes(name)) continue;
    const near = closest(name, known);
    const hint = near === undefined ? `allowed: ${known.map((each) => `--${each}`).join(', ')}` : '';
    throw new UsageError(`found --${name}, ${near === undefined ? hint : `did you mean --${near}?`}`);
  }
  try {
    return parseArgs({ args, options, allowPositionals: true, allowNegative: true });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

/** `--report pretty,json --report sarif=out.sarif`: lists, given once or several times. */
function words(lists: readonly string[] | undefined): string[] {
  return (lists ?? [])
    .flatMap((list) => list.split(','))
    .map((each) => each.trim())
    .filter((each) => each !== '');
}

function reportRequest(word: string): ReportRequest {
  const cut = word.indexOf('=');
  if (cut === -1) return { format: oneOf('report', word, reportFormats) };
  const file = word.slice(cut + 1);
  if (file === '') throw new UsageError(`found --report ${word}, expected a file after the =`);
  return { format: oneOf('report', word.slice(0, cut), reportFormats), file };
}

function onlySdk2(versions: readonly string[]): void {
  const strange = versions.find((each) => each !== '2');
  if (strange === undefined) return;
  throw new UsageError(
    strange === '3'
      ? 'found --sdk 3: version 3 of the OpenTelemetry SDK is not there yet, allowed: 2'
      : `found --sdk ${strange}, allowed: 2`,
  );
}

function oneOf<Word extends string>(option: string, word: string, allowed: readonly Word[]): Word {
  const found = allowed.find((each) => each === word);
  if (found !== undefined) return found;
  const near = closest(word, allowed);
  const hint = near === undefined ? '' : `; did you mean ${near}?`;
  throw new UsageError(`found --${option} "${word}", allowed: ${allowed.join(', ')}${hint}`);
}

function address(option: string, given: string): string {
  const url = URL.parse(given);
  if (url?.protocol === 'http:' || url?.protocol === 'https:') return given.replace(/\/$/u, '');
  throw new UsageError(`found --${option} "${given}", allowed: an address such as http://localhost:4318`);
}

function numberOf(option: string, given: string, least: number, most: number): number {
  const number = Number(given);
  if (Number.isInteger(number) && number >= least && number <= most) return number;
  throw new UsageError(`found --${option} "${given}", allowed: a whole number from ${least} to ${most}`);
}

function percent(given: string): number {
  const number = Number(given.replace(/%$/u, ''));
  if (given.trim() !== '' && number >= 0 && number <= 100) return number;
  throw new UsageError(`found --require-coverage "${given}", allowed: 0% to 100%`);
}

function timeout(given: string): number {
  const nanos = parseDuration(given, 's');
  if (nanos !== undefined && nanos >= 1_000_000n && nanos <= 86_400_000_000_000n) {
    return Number(nanos / 1_000_000n);
  }
  throw new UsageError(`found --timeout "${given}", allowed: a length of time such as 10s, a day at most`);
}

function refuseTogether(given: VerifyArguments): void {
  if (given.updateBaseline && (given.filter ?? given.shard) !== undefined) {
    throw new UsageError(
      'found --update-baseline beside --filter or --shard, allowed: a baseline is written of everything',
    );
  }
  if (given.watch && given.list) throw new UsageError('found --watch beside --list, allowed: one of them');
  oneReader(given.reports);
}

/** A file holds one report. So does stdout when a program reads it; people and GitHub can share it. */
function oneReader(reports: readonly ReportRequest[]): void {
  const files = reports.flatMap(({ file }) => file ?? []);
  const twice = files.find((file, i) => files.indexOf(file) !== i);
  if (twice !== undefined) throw new UsageError(`found two reports to ${twice}, allowed: one`);
  const printed = reports.filter(({ file }) => file === undefined).map(({ format }) => format);
  const forPrograms = printed.find((format) => ['json', 'junit', 'sarif'].includes(format));
  if (forPrograms === undefined || printed.length === 1) return;
  throw new UsageError(
    `found the reports ${printed.join(', ')} all to stdout, allowed beside others: a file, ` +
      `--report ${printed.map((format) => (format === forPrograms ? `${format}=FILE` : format)).join(',')}`,
  );
}
