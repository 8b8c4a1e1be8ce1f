/** What a session will do: which example in which setting, what is left out and why. Pure. */
import { expectsCompileError } from '../judge/expected-error.ts';
import { saysWhen } from '../judge/says-when.ts';
import type { BackendKind } from '../model/backend.ts';
import type { Example, ProgramExample, ReadDocument, Runtime } from '../model/example.ts';
import type { Finding } from '../model/finding.ts';
import type { Outcome } from '../model/outcome.ts';
import type { Filter } from './filter.ts';
import { needsAlone, needsPorts } from './needs-alone.ts';
import { type Shard, shardOf } from './shard.ts';

/** One example in one setting. */
export interface Step {
  /** Unique in a plan: `docs/guide.md#checkout@node`. */
  key: string;
  example: Example;
  /** Absent where they make no difference. */
  runtime?: Runtime;
  backend?: BackendKind;
  /** It runs while nothing else does. */
  alone: boolean;
  /** Ports 4317 and 4318 have to lead to it. */
  needsPorts: boolean;
  /** Why it is not run. */
  skipped?: string;
  /** What is wrong with it before it has run: a skip that has ended. */
  findings: readonly Finding[];
}

export interface PlanSettings {
  runtimes: readonly Runtime[];
  /** Were the runtimes asked for? Else an example that names its own runs there. */
  runtimesAsked: boolean;
  backend: BackendKind;
  filter?: Filter | undefined;
  shard?: Shard | undefined;
  /** Texts of project files a program imports. */
  importedBy?: ((example: ProgramExample) => readonly string[]) | undefined;
  /** `2026-12-31`, in the time zone of the machine. */
  today: string;
}

/** The steps of a session, in the order of documents and of the examples in them. */
export function plan(documents: readonly Pick<ReadDocument, 'examples'>[], settings: PlanSettings): Step[] {
  const { filter, shard } = settings;
  const wanted = documents
    .flatMap(({ examples }) => examples)
    .filter((example) => filter === undefined || filter(example));
  const mine = shard === undefined ? wanted : shardOf(wanted, shard, groupOf);
  return mine.flatMap((example) => stepsOf(example, settings));
}

/** Shell blocks of one document share a folder and run in order: one machine takes them all. */
function groupOf(example: Example): string {
  return example.kind === 'shell' ? `${example.document}#sh` : example.id;
}

function stepsOf(example: Example, settings: PlanSettings): Step[] {
  const step = {
    key: example.id,
    example,
    alone: false,
    needsPorts: false,
    ...skipOf(example, settings.today),
  };
  if (example.kind === 'shell' || example.kind === 'data') return [step];
  // Types do not depend on where a program would have run.
  if (example.options.noRun === true) return [step];
  if (example.kind === 'program' && expectsCompileError(example)) return [step];
  const own = example.options.runtimes;
  const runtimes =
    own === undefined || own.length === 0
      ? settings.runtimes
      : settings.runtimesAsked
        ? own.filter((each) => settings.runtimes.includes(each))
        : own;
  if (runtimes.length === 0) {
    const skipped = `runs in ${own?.join(' and ')}, and this was ${settings.runtimes.join(' and ')}`;
    return [{ ...step, skipped: step.skipped ?? skipped }];
  }
  if (example.kind === 'lesson' && settings.backend === 'url') {
    return [
      { ...step, skipped: 'a lesson brings the backend it sends to: --backend embedded or containers' },
    ];
  }
  const imported = example.kind === 'program' ? (settings.importedBy?.(example) ?? []) : [];
  return runtimes.map((runtime) => ({
    ...step,
    key: `${example.id}@${runtime}`,
    findings: [...step.findings, ...endlessFindings(example)],
    runtime,
    backend: settings.backend,
    ...(runtime === 'node' &&
      example.kind === 'program' && {
        alone: needsAlone(example, imported),
        needsPorts: needsPorts(example, imported),
      }),
  }));
}

/** It would hold whatever it did. */
function endlessFindings(example: Example): Finding[] {
  if (example.kind !== 'program' || example.options.keepsRunning !== true || saysWhen(example)) return [];
  const message =
    'Nothing says when this program has done its work: with `keeps-running` it is ended once what the document shows ' +
    'of it is met, and nothing is. Put an output, expect or error block behind it, empty ones for --update to fill.';
  return [{ rule: 'timeout', message, at: example.at }];
}

/** The day a skip names is its last one. */
function skipOf({ options: { skip } }: Example, today: string): Pick<Step, 'skipped' | 'findings'> {
  if (skip === undefined) return { findings: [] };
  if (today <= skip.until) return { skipped: `${skip.reason} (until ${skip.until})`, findings: [] };
  const message =
    `The skip of this example ended on ${skip.until} (${skip.reason}), so it was run again. ` +
    'Take `skip` away, or give it a later day and the reason.';
  return { findings: [{ rule: 'skip-expired', message, at: skip.at }] };
}

/** Why nothing will be run though there are examples: none has a place in what was asked for. */
export function nothingFits(steps: readonly Step[]): string | undefined {
  const left = steps.filter(({ skipped }) => skipped !== undefined);
  // Who has named a day has left it out on purpose.
  const unfit = left.find(({ example }) => example.options.skip === undefined);
  if (left.length < steps.length || unfit === undefined) return undefined;
  const { example, skipped } = unfit;
  return `Nothing was run: of ${steps.length} ${steps.length === 1 ? 'example' : 'examples'} none fits what was asked for. The first: ${example.id} ${skipped}.`;
}

/** The outcome of a step that is left out. */
export function skippedOutcome({ example, runtime, backend, skipped }: Step): Outcome {
  const { id, title, at, kind } = example;
  return {
    id,
    title,
    at,
    kind,
    ...(runtime === undefined ? {} : { runtime }),
    ...(backend === undefined ? {} : { backend }),
    status: 'skipped',
    note: skipped ?? '',
    cached: false,
    durationMs: 0,
    findings: [],
    held: [],
    results: {},
    edits: [],
  };
}

/** Why there is nothing to do, when that is a mistake: nothing found never passes. */
export function nothingToDo(
  documents: readonly Pick<ReadDocument, 'blocks' | 'findings'>[],
  sources: readonly Pick<ReadDocument, 'examples'>[],
  settings: PlanSettings,
): string | undefined {
  const examples = sources.reduce((sum, each) => sum + each.examples.length, 0);
  if (examples > 0) {
    // Another shard may have some.
    if (settings.filter === undefined || plan(sources, { ...settings, shard: undefined }).length > 0) return;
    return `--filter matches none of ${examples} examples. \`spanlab verify --list\` shows their ids and titles.`;
  }
  // What could not be read has been told of, and a region that is kept in sync is held.
  if (documents.some(({ findings }) => findings.length > 0)) return;
  if (documents.some(({ blocks }) => blocks.some(({ example }) => example !== undefined))) return;
  const read = `${documents.length} ${documents.length === 1 ? 'document' : 'documents'}`;
  return `Found nothing to verify in ${read}. Write the word verify behind the language of a block: \`\`\`ts verify`;
}
