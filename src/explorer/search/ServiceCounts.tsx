import { For, type JSX, Show } from 'solid-js';
import { plural } from '../../words.ts';
import type { TraceSummary } from '../library/trace-library.ts';
import { ErrorMark } from '../parts/marks.tsx';
import { ServiceLabel } from '../parts/ServiceLabel.tsx';

/** A trace of a thousand services is shown by these many. */
const mostShown = 8;

/** A trace's services, each with how many spans it has, and a mark where some failed. */
export function ServiceCounts(props: {
  of: TraceSummary['services'];
  services: readonly string[];
}): JSX.Element {
  return (
    <span class="sr-services">
      <For each={props.of.slice(0, mostShown)}>
        {(each) => (
          <span class="sr-service" title={`${each.name}: ${countWords(each)}`}>
            <ServiceLabel service={each.name} services={props.services} />
            <span class="sr-count">{each.spans.toLocaleString('en')}</span>
            <Show when={each.errors > 0}>
              <span class="sr-failed">
                <ErrorMark />
                <span class="ex-hidden">{plural(each.errors, 'error')}</span>
              </span>
            </Show>
          </span>
        )}
      </For>
      <Show when={props.of.length > mostShown}>
        <span class="ex-muted">{`+${(props.of.length - mostShown).toLocaleString('en')} more`}</span>
      </Show>
    </span>
  );
}

function countWords(service: TraceSummary['services'][number]): string {
  const spans = plural(service.spans, 'span');
  return service.errors === 0 ? spans : `${spans}, ${plural(service.errors, 'error')}`;
}
