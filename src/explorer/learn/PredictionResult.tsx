/** What was expected beside what happened. */
import type { Verdict } from '@spanlab/sandbox/expect/align.ts';
import type { Span } from '@spanlab/sandbox/schemas/trace.ts';
import { For, type JSX, Show } from 'solid-js';
import { ServiceLabel } from '../parts/ServiceLabel.tsx';
import type { Judgement } from './judge-prediction.ts';

const marks: Readonly<Record<Verdict, { mark: string; says: string }>> = {
  met: { mark: '✓', says: 'as you expected' },
  differs: { mark: '~', says: 'differs' },
  elsewhere: { mark: '↷', says: 'in another place' },
  missing: { mark: '−', says: 'did not come' },
  extra: { mark: '+', says: 'not expected' },
  'too many': { mark: '+', says: 'not expected' },
};

export interface PredictionResultProps {
  judgement: Judgement;
  services: readonly string[];
  onOpen: (span: Span) => void;
}

export function PredictionResult(props: PredictionResultProps): JSX.Element {
  return (
    <section aria-label="Your tree beside what happened">
      <p class="pr-summary" data-right={props.judgement.right} role="status">
        {props.judgement.summary}
      </p>
      <ol class="pr-judged">
        <For each={props.judgement.lines}>
          {(line) => (
            <li data-verdict={line.verdict} style={{ '--depth': Math.min(line.depth, 12) }}>
              <span class="pr-mark" role="img" aria-label={marks[line.verdict].says}>
                {marks[line.verdict].mark}
              </span>
              <span class="pr-what">
                <Show when={line.service !== ''}>
                  <ServiceLabel service={line.service} services={props.services} />
                </Show>{' '}
                <Show when={line.span} fallback={<bdi class="pr-absent">{line.name}</bdi>}>
                  {(span) => (
                    <button type="button" class="ex-follow" onClick={() => props.onOpen(span())}>
                      <bdi>{line.name === '' ? '(no name)' : line.name}</bdi>
                    </button>
                  )}
                </Show>
                <Show when={line.words !== ''}>
                  {' '}
                  <span class="pr-words">
                    <bdi>{line.words}</bdi>
                  </span>
                </Show>
              </span>
            </li>
          )}
        </For>
      </ol>
    </section>
  );
}
