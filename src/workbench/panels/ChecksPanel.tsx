import { createMemo, For, Show } from 'solid-js';
import type { CheckResult } from '../../../sandbox/schemas/run-event.ts';
import { Icon } from '../Icon.tsx';
import { shown } from '../state/run-state.ts';
import { useWorkbench } from '../state/workbench-model.ts';

const linkWords = {
  span: 'Show the span',
  exchange: 'Show the exchange',
  console: 'Show the console',
  source: 'Show the line',
} as const;

/** Each check is a sentence; after a run it is met, or says why not and where to look. */
export function ChecksPanel() {
  const workbench = useWorkbench();
  const results = createMemo(() => shown(workbench.runner.state(), (record) => record.checks));
  const checks = createMemo(() =>
    workbench.expectation().checks.map(({ check }, index) => ({
      check,
      result: results().content.find((each) => each.index === index),
    })),
  );
  const met = () => results().content.filter(({ ok }) => ok).length;
  return (
    <div class="checks" data-stale={results().stale ? '' : undefined}>
      <p class="checks-lead">
        <Show
          when={results().content.length > 0}
          fallback={workbench.running() ? 'Checked when the run has ended.' : 'Run, and these are checked:'}
        >
          {met() === checks().length
            ? 'All checks are met.'
            : `${met()} of ${checks().length} met. Change the code, then Run again.`}
        </Show>
      </p>
      <ul class="checks-list">
        <For each={checks()}>{(each) => <CheckLine check={each.check} result={each.result} />}</For>
      </ul>
    </div>
  );
}

function CheckLine(props: { check: string; result: CheckResult | undefined }) {
  const workbench = useWorkbench();
  const state = () => (props.result === undefined ? 'open' : props.result.ok ? 'ok' : 'bad');
  /** What can be shown of why it was missed: an exchange only where there is a Wire panel. */
  const target = () => {
    const found = props.result?.ok ? undefined : props.result?.target;
    return found?.type === 'exchange' && !workbench.panels.includes('wire') ? undefined : found;
  };
  return (
    <li class="check" data-state={state()}>
      <span class="check-mark">
        <Show when={props.result} fallback={<span class="check-open" />}>
          {(result) => (
            <>
              <Icon name={result().ok ? 'check' : 'cross'} />
              <span class="sr-only">{result().ok ? 'Met: ' : 'Not met: '}</span>
            </>
          )}
        </Show>
      </span>
      <div class="check-text">
        <p>{props.check}</p>
        <For each={props.result?.reasons ?? []}>{(reason) => <p class="check-reason">{reason}</p>}</For>
        <Show when={target()}>
          {(shown) => (
            <button type="button" class="wb-link" onClick={() => workbench.reveal(shown())}>
              {linkWords[shown().type]}
            </button>
          )}
        </Show>
      </div>
    </li>
  );
}
