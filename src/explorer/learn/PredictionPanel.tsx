/** Draw the tree you expect; after the run, see the difference. */
import type { Span } from '@spanlab/sandbox/schemas/trace.ts';
import { createEffect, createMemo, createSignal, type JSX, on, Show, untrack } from 'solid-js';
import { judgePrediction } from './judge-prediction.ts';
import { PredictionEditor } from './PredictionEditor.tsx';
import { PredictionResult } from './PredictionResult.tsx';
import { isBlank, newPrediction, type Prediction } from './prediction.ts';
import './learn.css';

export interface PredictionPanelProps {
  prediction: Prediction;
  onChange: (prediction: Prediction) => void;
  services: readonly string[];
  /** Of the run since the prediction was made; empty before it. */
  spans: readonly Span[];
  /** Its programs have ended: what has not come will not come. */
  ended: boolean;
  onOpen: (span: Span) => void;
}

export function PredictionPanel(props: PredictionPanelProps): JSX.Element {
  // Somebody who draws is not interrupted: only a run that ends, or the button, shows the difference.
  const [editing, setEditing] = createSignal(untrack(() => isBlank(props.prediction)));
  createEffect(
    on(
      () => props.ended,
      (ended) => ended && !isBlank(props.prediction) && setEditing(false),
      { defer: true },
    ),
  );
  const judgement = createMemo(() =>
    props.ended && props.spans.length > 0 && !isBlank(props.prediction)
      ? judgePrediction(props.prediction, props.spans)
      : undefined,
  );
  return (
    <div class="pr">
      <Show
        when={!editing() && judgement()}
        fallback={
          <>
            <PredictionEditor
              prediction={props.prediction}
              services={props.services}
              onChange={props.onChange}
            />
            <p class="pr-actions">
              <Show
                when={judgement()}
                fallback={
                  <span class="ex-muted">
                    {props.ended && props.spans.length > 0
                      ? 'A run is there already. Draw first, then look.'
                      : 'Press Run: your tree is laid beside what comes.'}
                  </span>
                }
              >
                <button type="button" class="ex-button" onClick={() => setEditing(false)}>
                  Compare with the run
                </button>
              </Show>
              <button type="button" class="ex-button" onClick={() => props.onChange(newPrediction())}>
                Start over
              </button>
            </p>
          </>
        }
      >
        {(result) => (
          <>
            <PredictionResult judgement={result()} services={props.services} onOpen={props.onOpen} />
            <p class="pr-actions">
              <button type="button" class="ex-button" onClick={() => setEditing(true)}>
                Change your tree
              </button>
            </p>
          </>
        )}
      </Show>
    </div>
  );
}
