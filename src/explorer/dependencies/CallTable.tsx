import { createMemo, createSignal, For, type JSX } from 'solid-js';
import { plural, pluralOrNothing } from '../../words.ts';
import type { Dependency } from '../library/trace-library.ts';
import { formatDuration } from '../parts/duration.ts';
import { Flag } from '../parts/Flag.tsx';
import { ServiceLabel } from '../parts/ServiceLabel.tsx';
import { type CallSort, callSorts, sortedCalls } from './call-map.ts';

export interface CallTableProps {
  calls: readonly Dependency[];
  services: readonly string[];
  onOpen: (call: Dependency) => void;
}

const heads: Readonly<Record<CallSort, string>> = {
  caller: 'Caller',
  callee: 'Called',
  calls: 'Calls',
  errors: 'Errors',
  median: 'Median',
};

const arrows = { ascending: ' ↑', descending: ' ↓' };
const direction = (sort: CallSort): keyof typeof arrows =>
  sort === 'caller' || sort === 'callee' ? 'ascending' : 'descending';

/** Who calls whom, a row a pair. */
export function CallTable(props: CallTableProps): JSX.Element {
  const [by, setBy] = createSignal<CallSort>('calls');
  const calls = createMemo(() => sortedCalls(props.calls, by()));
  const most = createMemo(() => props.calls.reduce((highest, each) => Math.max(highest, each.calls), 1));
  return (
    <section class="dn-scroll" aria-label="Calls between services">
      <table class="dn-table">
        <thead>
          <tr>
            <For each={callSorts}>
              {(sort) => (
                <th scope="col" class={`dn-${sort}`} aria-sort={by() === sort ? direction(sort) : undefined}>
                  <button type="button" class="dn-sort" onClick={() => setBy(sort)}>
                    {heads[sort]}
                    <span aria-hidden="true">{by() === sort ? arrows[direction(sort)] : ''}</span>
                  </button>
                </th>
              )}
            </For>
            <th scope="col">
              <span class="ex-hidden">Traces</span>
            </th>
          </tr>
        </thead>
        <tbody>
          <For each={calls()}>
            {(call) => (
              <tr>
                <td>
                  <ServiceLabel service={call.parent} services={props.services} />
                </td>
                <td>
                  <ServiceLabel service={call.child} services={props.services} />
                </td>
                <td class="dn-calls">
                  {call.calls.toLocaleString('en')}
                  <span class="dn-share" aria-hidden="true">
                    <i style={{ width: `${(call.calls / most()) * 100}%` }} />
                  </span>
                </td>
                <td class="dn-errors">
                  {call.errors === undefined ? '–' : call.errors === 0 ? '0' : ''}
                  <Flag kind="error" words={pluralOrNothing(call.errors ?? 0, 'error')} />
                </td>
                <td class="dn-median">{call.medianNs === undefined ? '–' : formatDuration(call.medianNs)}</td>
                <td class="dn-open">
                  <button
                    type="button"
                    class="ex-follow"
                    aria-label={`Traces with ${plural(call.calls, 'call')} of ${call.child} by ${call.parent}`}
                    onClick={() => props.onOpen(call)}
                  >
                    Traces
                  </button>
                </td>
              </tr>
            )}
          </For>
        </tbody>
      </table>
    </section>
  );
}
