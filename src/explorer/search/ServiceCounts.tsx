import { For, type JSX, Show } from 'solid-js';
import { grouped, plural } from '../../words.ts';
import type { TraceSummary } from '../library/trace-library.ts';
import { ErrorMark } from '../parts/marks.tsx';
import { ServiceLabel } from '../parts/ServiceLabel.tsx';

/** A trace of a thousand services is shown by these many. */
const mostShown = 8;
/** More than these may not all have room: their number is said. */
const few = 3;

/** A trace's services, each with how many spans it has, and a mark where some failed. */
export function ServiceCounts(props: {
  of: TraceSummary['services'];
  services: readonly string[];
}): JSX.Element {
  return (
    <span class="sr-services">
      <span class="sr-fitting">
        <For each={props.of.slice(0, mostShown)}>
          {(each) => (
            <span class="sr-service" title={`${each.name}: ${countWords(each)}`}>
              <ServiceLabel service={each.name} services={props.services} />
              <span class="sr-count">{grouped(each.spans)}</span>
              <Show when={each.errors > 0}>
                <span class="sr-failed">
                  <ErrorMark />
                  <span class="ex-hidden">{plural(each.errors, 'error')}</span>
                </span>
              </Show>
            </span>
          )}
        </For>
      </span>
      <Show when={props.of.length > few}>
        <span class="sr-all">{`${grouped(props.of.length)} services`}</span>
      </Show>
    </span>
  );
}

function countWords(service: TraceSummary['services'][number]): string {
  const spans = plural(service.spans, 'span');
  return service.errors === 0 ? spans : `${spans}, ${plural(service.errors, 'error')}`;
}
