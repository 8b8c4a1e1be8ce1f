import { createMemo, For, type JSX, Show } from 'solid-js';
import type { Dependency } from '../library/trace-library.ts';
import { ErrorMark } from '../parts/marks.tsx';
import { ServiceLabel } from '../parts/ServiceLabel.tsx';
import { type CallMap, callWords } from './call-map.ts';

export interface CallMatrixProps {
  map: CallMap;
  services: readonly string[];
  onOpen: (call: Dependency) => void;
}

/** A larger table helps nobody, and is slow. */
const mostServices = 60;

/** Callers down, called across. */
export function CallMatrix(props: CallMatrixProps): JSX.Element {
  const shown = createMemo(() => props.map.services.slice(0, mostServices));
  const calls = createMemo(
    () => new Map(props.map.calls.map((call) => [`${call.parent}\n${call.child}`, call] as const)),
  );
  const most = createMemo(() => Math.max(1, ...props.map.calls.map((call) => Math.log1p(call.calls))));
  return (
    <section class="dn-scroll" aria-label="Calls between services">
      <Show when={props.map.services.length > mostServices}>
        <p class="dn-note">{`The first ${mostServices} of ${props.map.services.length.toLocaleString('en')} services. The table has all.`}</p>
      </Show>
      <table class="dn-matrix">
        <thead>
          <tr>
            <td class="ex-muted">calls ↓ of →</td>
            <For each={shown()}>
              {(service) => (
                <th scope="col">
                  <ServiceLabel service={service} services={props.services} />
                </th>
              )}
            </For>
          </tr>
        </thead>
        <tbody>
          <For each={shown()}>
            {(parent) => (
              <tr>
                <th scope="row">
                  <ServiceLabel service={parent} services={props.services} />
                </th>
                <For each={shown()}>
                  {(child) => (
                    <td classList={{ 'dn-itself': parent === child }}>
                      <Show when={calls().get(`${parent}\n${child}`)}>
                        {(call) => (
                          <button
                            type="button"
                            class="dn-cell"
                            style={{ '--part': Math.log1p(call().calls) / most() }}
                            title={`${parent} → ${child}: ${callWords(call())}`}
                            aria-label={callWords(call())}
                            onClick={() => props.onOpen(call())}
                          >
                            {call().calls.toLocaleString('en')}
                            <Show when={(call().errors ?? 0) > 0}>
                              <ErrorMark />
                            </Show>
                          </button>
                        )}
                      </Show>
                    </td>
                  )}
                </For>
              </tr>
            )}
          </For>
        </tbody>
      </table>
    </section>
  );
}
