import { createMemo, For, type JSX } from 'solid-js';
import type { TraceColumns } from '../model/trace-columns.ts';
import { MenuButton } from '../parts/MenuButton.tsx';
import { ServiceLabel } from '../parts/ServiceLabel.tsx';

export interface ServicesMenuProps {
  columns: TraceColumns;
  services: readonly string[];
  hidden: readonly string[];
  onHidden: (hidden: readonly string[]) => void;
}

/** Which services' rows are shown, with how many each has. */
export function ServicesMenu(props: ServicesMenuProps): JSX.Element {
  const counts = createMemo(() => {
    const spans = new Uint32Array(props.columns.services.length);
    for (const service of props.columns.service) spans[service] = (spans[service] ?? 0) + 1;
    return spans;
  });
  const hiddenHere = (): string[] => props.hidden.filter((name) => props.columns.services.includes(name));
  const set = (name: string, shown: boolean): void => {
    const others = props.hidden.filter((each) => each !== name);
    props.onHidden(shown ? others : [...others, name]);
  };
  const onlyThis = (name: string): void => {
    props.onHidden(props.columns.services.filter((each) => each !== name));
  };
  return (
    <MenuButton label="Services" note={hiddenHere().length > 0 ? `${hiddenHere().length} hidden` : undefined}>
      {() => (
        <fieldset class="tl-services">
          <legend class="ex-hidden">Services whose rows are shown</legend>
          <ul>
            <For each={props.columns.services}>
              {(name, at) => (
                <li>
                  <label>
                    <input
                      type="checkbox"
                      checked={!props.hidden.includes(name)}
                      onChange={(event) => set(name, event.currentTarget.checked)}
                    />
                    <ServiceLabel service={name} services={props.services} />
                    <span class="ex-muted">{(counts()[at()] ?? 0).toLocaleString('en')}</span>
                  </label>
                  <button
                    type="button"
                    class="ex-follow"
                    aria-label={`Only ${name}`}
                    onClick={() => onlyThis(name)}
                  >
                    only
                  </button>
                </li>
              )}
            </For>
          </ul>
          <button
            type="button"
            class="ex-button"
            disabled={hiddenHere().length === 0}
            onClick={() => props.onHidden([])}
          >
            Show all
          </button>
        </fieldset>
      )}
    </MenuButton>
  );
}
