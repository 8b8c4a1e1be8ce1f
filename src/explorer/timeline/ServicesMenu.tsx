import { createMemo, createSignal, For, type JSX, Show } from 'solid-js';
import { grouped } from '../../words.ts';
import { hiddenServices } from '../model/hidden-services.ts';
import type { TraceColumns } from '../model/trace-columns.ts';
import { MenuButton } from '../parts/MenuButton.tsx';
import { ServiceLabel } from '../parts/ServiceLabel.tsx';

export interface ServicesMenuProps {
  columns: TraceColumns;
  services: readonly string[];
  hidden: readonly string[];
  onHidden: (hidden: readonly string[]) => void;
}

/** A trace may have 100,000 services: so many are listed, and a field finds the others. */
const mostListed = 200;
const fieldFrom = 20;

/** Which services' rows are shown, with how many each has. */
export function ServicesMenu(props: ServicesMenuProps): JSX.Element {
  const isHidden = createMemo(() => hiddenServices(props.columns, props.hidden));
  const hiddenHere = createMemo(() => isHidden().reduce((sum, each) => sum + each, 0));
  return (
    <MenuButton label="Services" note={hiddenHere() > 0 ? `${grouped(hiddenHere())} hidden` : undefined}>
      {() => <ServicesList {...props} isHidden={isHidden()} hiddenHere={hiddenHere()} />}
    </MenuButton>
  );
}

interface ServicesListProps extends ServicesMenuProps {
  /** By index into the trace's services. */
  isHidden: Uint8Array;
  hiddenHere: number;
}

function ServicesList(props: ServicesListProps): JSX.Element {
  const [wanted, setWanted] = createSignal('');
  const nameOf = (at: number): string => props.columns.services[at] ?? '';
  const counts = createMemo(() => {
    const spans = new Uint32Array(props.columns.services.length);
    for (const service of props.columns.service) spans[service] = (spans[service] ?? 0) + 1;
    return spans;
  });
  const found = createMemo(() => {
    const text = wanted().trim().toLowerCase();
    return [...props.columns.services.keys()].filter((at) => nameOf(at).toLowerCase().includes(text));
  });
  const listed = createMemo(() => found().slice(0, mostListed));
  const set = (name: string, shown: boolean): void => {
    const others = props.hidden.filter((each) => each !== name);
    props.onHidden(shown ? others : [...others, name]);
  };
  const onlyThis = (name: string): void => {
    props.onHidden(props.columns.services.filter((each) => each !== name));
  };
  return (
    <fieldset class="tl-services">
      <legend class="ex-hidden">Services whose rows are shown</legend>
      <Show when={props.columns.services.length > fieldFrom}>
        <input
          type="text"
          class="tl-services-find"
          aria-label="Find a service"
          placeholder="Find a service"
          autocomplete="off"
          value={wanted()}
          onInput={(event) => setWanted(event.currentTarget.value)}
        />
      </Show>
      <ul>
        <For each={listed()}>
          {(at) => (
            <li>
              <label>
                <input
                  type="checkbox"
                  checked={props.isHidden[at] !== 1}
                  onChange={(event) => set(nameOf(at), event.currentTarget.checked)}
                />
                <ServiceLabel service={nameOf(at)} services={props.services} />
                <span class="ex-muted">{grouped(counts()[at] ?? 0)}</span>
              </label>
              <button
                type="button"
                class="ex-follow"
                aria-label={`Only ${nameOf(at)}`}
                onClick={() => onlyThis(nameOf(at))}
              >
                only
              </button>
            </li>
          )}
        </For>
      </ul>
      <Show when={found().length > listed().length}>
        <p class="ex-muted">{`${grouped(found().length - listed().length)} more are not listed.`}</p>
      </Show>
      <button
        type="button"
        class="ex-button"
        disabled={props.hiddenHere === 0}
        onClick={() => props.onHidden([])}
      >
        Show all
      </button>
    </fieldset>
  );
}
