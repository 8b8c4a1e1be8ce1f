/** What is said of the Collector in a line. */
import type { CollectorView, ComponentCounts } from '../../../sandbox/schemas/collector.ts';
import { plural } from '../../words.ts';
import { durationText } from './run-sentences.ts';

/** What a Collector held the moment it was asked to start anew. */
export function heldItems(counts: readonly ComponentCounts[]): number {
  return counts.reduce((sum, { queued }) => sum + queued, 0);
}

/** "restarted in 180 ms · 3 spans were in flight, all delivered". */
export function restartWords(view: CollectorView, held: number): string {
  const took =
    view.startedInMs === undefined ? 'restarted' : `restarted in ${durationText(view.startedInMs)}`;
  const lost = view.lostOnRestart ?? 0;
  const inFlight = Math.max(held, lost);
  if (inFlight === 0) return `${took} · nothing was in flight`;
  const were = `${plural(inFlight, 'span')} ${inFlight === 1 ? 'was' : 'were'} in flight`;
  if (lost === 0) return `${took} · ${were}, ${inFlight === 1 ? 'and was' : 'all'} delivered`;
  return `${took} · ${were}, ${lost === inFlight ? (lost === 1 ? 'not' : 'none') : `${lost.toLocaleString('en')} not`} delivered`;
}

const stepWords = {
  building: 'The Collector is being built',
  fetching: 'Fetching the Collector',
  compiling: 'Preparing the Collector',
} as const;

/** The Collector's state in one sentence. */
export function collectorSentence(view: CollectorView): string {
  switch (view.state) {
    case 'absent':
      return 'The Collector is loaded when it is first needed.';
    case 'loading':
      return view.progress ? stepWords[view.progress.step] : 'Loading the Collector';
    case 'starting':
      return 'Starting';
    case 'stopping':
      return 'Ending: what it holds is delivered first';
    case 'failed':
      return failedWords(view);
    case 'running':
      return listeningWords(view);
  }
}

function failedWords({ lostOnRestart: lost = 0 }: CollectorView): string {
  return lost === 0
    ? 'Not running'
    : `Not running · ${plural(lost, 'span')} it held ${lost === 1 ? 'was' : 'were'} lost`;
}

function listeningWords({ listeners }: CollectorView): string {
  // Its own metrics belong to no component: nobody sends spans there.
  const own = listeners.filter(({ component }) => component !== '');
  const addresses = [...new Set(own.map(({ address }) => address))];
  return addresses.length === 0 ? 'Running' : `Running on ${addresses.join(', ')}`;
}
