import { createEffect, For, type JSX, on } from 'solid-js';

export interface TabListProps<Name extends string> {
  readonly label: string;
  /** Whose style: the workbench's or the explorer's. */
  readonly look: 'wb' | 'ex';
  readonly names: readonly Name[];
  readonly selected: Name;
  readonly onSelect: (name: Name) => void;
  /** Id of the element a tab shows its content in. */
  readonly controls: (name: Name) => string;
  /** Id of a tab, to label its content with. */
  readonly tabId: (name: Name) => string;
  readonly children: (name: Name) => JSX.Element;
}

/**
 * Tabs after the ARIA pattern: one stop for Tab, arrows, Home and End choose. Our own, because this is needed
 * before anybody interacts, and a library's is ten times the size.
 */
export function TabList<Name extends string>(props: TabListProps<Name>) {
  let list: HTMLDivElement | undefined;

  // A tab chosen from elsewhere may lie beyond the edge. Only the list is scrolled, never the page.
  createEffect(
    on(
      () => props.selected,
      () => {
        const tab = list?.querySelector('[aria-selected="true"]')?.getBoundingClientRect();
        if (!list || !tab) return;
        const { left, right } = list.getBoundingClientRect();
        list.scrollLeft += Math.max(0, tab.right - right) - Math.max(0, left - tab.left);
      },
      { defer: true },
    ),
  );

  function onKeyDown(event: KeyboardEvent): void {
    const last = props.names.length - 1;
    const at = props.names.indexOf(props.selected);
    const to = {
      ArrowRight: at === last ? 0 : at + 1,
      ArrowLeft: at <= 0 ? last : at - 1,
      Home: 0,
      End: last,
    }[event.key];
    const name = to === undefined ? undefined : props.names[to];
    if (name === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    props.onSelect(name);
    list?.querySelector<HTMLElement>('[aria-selected="true"]')?.focus();
  }

  return (
    <div
      class={`${props.look}-tablist`}
      ref={list}
      role="tablist"
      aria-label={props.label}
      onKeyDown={onKeyDown}
    >
      <For each={props.names}>
        {(name) => (
          <button
            type="button"
            role="tab"
            class={`${props.look}-tab`}
            id={props.tabId(name)}
            data-name={name}
            aria-selected={props.selected === name}
            aria-controls={props.controls(name)}
            tabIndex={props.selected === name ? 0 : -1}
            onClick={() => props.onSelect(name)}
          >
            {props.children(name)}
          </button>
        )}
      </For>
    </div>
  );
}
