/** What a run said, as the session wants it. */
import { spanFromConsole } from '@spanlab/sandbox/expect/printed-span.ts';
import type { Ran, RunError, RunTrouble, Shown } from '../../model/run.ts';
import type { Script } from '../bundle/bundle.ts';
import { refusedExport } from '../refused-export.ts';
import { outputOf, textOf } from './console-text.ts';
import type { Driven } from './driven.ts';
import {
  type ConsoleCall,
  type ProgramReport,
  reportLimits,
  type UncaughtReport,
} from './realm/program-report.ts';
import { mapStack } from './stack.ts';

export interface RunFacts {
  script: Script;
  /** The script's address, as stacks name it. */
  address: string;
  timeoutMs: number;
  durationMs: number;
  /** Was it ended because its time was over? */
  timedOut: boolean;
}

/** What it has said so far, before its end. */
export function shownOf(
  reports: readonly ProgramReport[],
  { address, script }: Pick<RunFacts, 'address' | 'script'>,
): Shown {
  const calls = reports.filter((report): report is ConsoleCall => report.type === 'console');
  return {
    output: outputOf(calls, (text) => withoutOrigin(mapStack(text, address, script.map).text)),
    printed: calls.flatMap(({ args: [first] }) => {
      const span = first === undefined ? undefined : spanFromConsole(first);
      return span ?? [];
    }),
    settled: reports.some(({ type }) => type === 'evaluated'),
    failed: reports.some(({ type }) => type === 'uncaught'),
  };
}

export function ranOf(driven: Driven, facts: RunFacts): Ran {
  const { output, printed } = shownOf(driven.reports, facts);
  const mapped = (text: string) => mapStack(text, facts.address, facts.script.map);
  const errors = driven.reports
    .filter((report): report is UncaughtReport => report.type === 'uncaught')
    .map((report) => errorOf(report, mapped));
  const done = driven.reports.find((report) => report.type === 'done');
  return {
    exitCode: 0,
    output,
    printed,
    errors,
    troubles: [...troublesOf(driven, facts), ...refusedIn(driven)],
    flush: done?.flush ?? 'none',
    loaded: facts.script.loaded,
    durationMs: facts.durationMs,
  };
}

/** A run that never began. */
export function notRun(
  troubles: readonly RunTrouble[],
  errors: readonly RunError[],
  loaded: readonly string[] = [],
): Ran {
  return {
    exitCode: 0,
    output: [],
    printed: [],
    errors,
    troubles,
    flush: 'none',
    loaded,
    durationMs: 0,
  };
}

function errorOf(
  { how, late, name, message, stack, thrown }: UncaughtReport,
  mapped: (text: string) => { text: string; frames: RunError['frames'] },
): RunError {
  const { text, frames } = mapped(stack);
  const kind = how === 'rejected' ? 'rejected' : late ? 'late' : 'threw';
  const said = thrown === undefined ? message : textOf(thrown);
  return { kind, name, message: said, frames, stack: withoutOrigin(text) };
}

/** Addresses of shared modules and of our own scripts say nothing to a reader. */
function withoutOrigin(text: string): string {
  return text.replace(/https?:\/\/[\w.]+:\d+\/spanlab\/(?:shared\/|lowered\/)?/gu, '');
}

function refusedIn({ reports }: Driven): RunTrouble[] {
  return reports.flatMap((report) =>
    report.type === 'refused' ? [{ rule: 'export' as const, message: refusedExport(report.host) }] : [],
  );
}

function troublesOf(driven: Driven, { timeoutMs, timedOut }: RunFacts): RunTrouble[] {
  switch (driven.how) {
    case 'done':
      return [];
    case 'flood':
      return [
        {
          rule: 'too-much-output',
          message: `It printed more than ${reportLimits.calls.toLocaleString('en')} times, or ${reportLimits.text.toLocaleString('en')} characters, and was ended.`,
        },
      ];
    case 'stopped': {
      if (!timedOut) return [];
      const evaluated = driven.reports.some(({ type }) => type === 'evaluated');
      const where = evaluated
        ? 'Its top level had finished; a timer, an interval or a request was still going'
        : 'Its top level had not finished';
      const message = `It had not ended after ${timeoutMs / 1000} s. ${where}.`;
      return [{ rule: 'timeout', message }];
    }
    default:
      return [
        {
          rule: 'killed-itself',
          message: `It did not come to its end: ${driven.message ?? 'its realm is gone'}. Does it use up all memory, or leave its page?`,
        },
      ];
  }
}
