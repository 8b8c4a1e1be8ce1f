/** The Collector as one run sees it: made ready before the programs start, waited for at the end, told as events. */

import { plural } from '../../expect/describe.ts';
import type { CollectorView, ConfigProblem } from '../../schemas/collector.ts';
import type { FileSet } from '../../schemas/file-set.ts';
import type { Lab } from '../../schemas/lab.ts';
import { createConsoleBudget } from '../console-budget.ts';
import { addFacts } from '../facts.ts';
import type { LabNetwork } from '../lab-network.ts';
import type { RunCollector, RunCollectorEffects } from '../run.ts';
import { collectorName } from './collector-backend.ts';
import { type ConfigFacts, configFacts } from './config-facts.ts';
import { waitForQuiet } from './drain.ts';
import type { LabCollector, LogRecord } from './lab-collector.ts';
import { exporterPatienceMs } from './quiet.ts';

/** A network that is slower than this counts as one that does not answer. */
const maxLatencyMs = 5_000;
/** Loading that takes longer is told. */
const toldAfterMs = 300;

export function createRunCollector(
  { lab, files }: { lab: Lab; files: FileSet },
  collector: LabCollector,
  { network, exports }: LabNetwork,
  effects: RunCollectorEffects,
): RunCollector {
  const { emit, facts, full } = effects;
  const noted = new Set<string>();
  let isReady = false;
  let shown = '';
  let hasRun = false;
  let isFlushed = false;
  let known: { config: string; facts: ConfigFacts } | undefined;
  const factsOfConfig = (): ConfigFacts => {
    const { config = '' } = collector.view;
    if (known?.config !== config) known = { config, facts: configFacts(config) };
    return known.facts;
  };

  const note = (message: string): void => {
    if (noted.has(message)) return;
    noted.add(message);
    emit({ type: 'note', message });
  };
  const hear = (text: string): void => {
    const [heard] = addFacts(facts, 'stdout', [{ service: collectorName, text }]);
    if (heard === undefined) full('stdout');
  };
  const output = createConsoleBudget<LogRecord>({
    ...effects,
    weigh: ({ text }) => text.length,
    pass({ level, text }) {
      emit({ type: 'collector-log', level, message: text });
      hear(text);
    },
    dropped: (count) => emit({ type: 'console-dropped', service: collectorName, count }),
  });
  const complain = (problems: readonly ConfigProblem[]): void => {
    for (const { message } of problems) output.offer({ level: 'error', text: `Error: ${message}` });
  };
  const tellState = (view: CollectorView): void => {
    const { state, problems, listeners, lostOnRestart } = view;
    const showing = JSON.stringify([state, problems, listeners]);
    if (state === 'absent' || showing === shown) return;
    shown = showing;
    hasRun ||= state === 'running';
    if (state === 'failed') complain(problems);
    emit({
      type: 'collector',
      state,
      addresses: listeners.map(({ address }) => address),
      problems,
      ...(lostOnRestart === undefined ? {} : { lost: lostOnRestart }),
    });
  };
  const tellLost = ({ state, lostOnRestart }: CollectorView): void => {
    if (lostOnRestart === undefined) return;
    const lost = `${plural(lostOnRestart, 'span')} the Collector held ${lostOnRestart === 1 ? 'was' : 'were'} lost`;
    emit({
      type: 'note',
      message: `${lost} when it ${state === 'failed' ? 'ended' : 'was started anew'}.`,
    });
  };
  const sayLoading = ({ state, progress }: CollectorView): void => {
    if (isReady || state !== 'loading') return;
    const step = progress === undefined ? 'it is being loaded' : stepWords[progress.step];
    note(`The run waits for the Collector: ${step}.`);
  };
  let mayTellLoading = false;

  return {
    async prepare() {
      collector.surround({
        network,
        exports,
        log(line) {
          if (!isFlushed) output.offer(line);
        },
        changed(view) {
          tellState(view);
          // What is lost while it is made ready was held since an earlier run.
          if (isReady) tellLost(view);
          if (mayTellLoading) sayLoading(view);
        },
      });
      const cancel = effects.after(toldAfterMs, () => {
        mayTellLoading = true;
        sayLoading(collector.view);
      });
      const wasRunning = collector.view.state === 'running';
      const view = await collector.ensure(lab, files).finally(cancel);
      isReady = true;
      // Checks read what a Collector prints when it starts, also when it did so for an earlier run.
      if (wasRunning && shown === '') for (const { text } of collector.startLog) hear(text);
      tellState(view);
      collector.watchHops();
    },
    settle(done) {
      const latencyMs = Math.max(0, ...lab.network.map((route) => Math.min(route.latencyMs, maxLatencyMs)));
      return waitForQuiet(
        {
          ...effects,
          counts: collector.counts,
          calls: () => network.open(collectorName),
          config: factsOfConfig,
          patienceMs: exporterPatienceMs + latencyMs,
        },
        (why) => {
          for (const message of why) note(message);
          done();
        },
      );
    },
    sendsTo: (addresses) =>
      addresses.some((address) => collector.view.config?.includes(`:${address.split(':').at(-1)}`) ?? false),
    flush() {
      isFlushed = true;
      output.finish();
    },
    complaint() {
      if (collector.view.state !== 'failed') return '';
      return hasRun
        ? ' The Collector has ended by itself; what was sent to it after that was refused.'
        : ' The Collector did not start; what was sent to its ports was refused.';
    },
  };
}

const stepWords = {
  building: 'it is being built for the first time',
  fetching: 'it is being fetched',
  compiling: 'it is being compiled',
} as const;
