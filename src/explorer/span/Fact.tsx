import type { JSX } from 'solid-js';

/** A field's name and what it says, in a list of facts. */
export function Fact(props: { name: string; children: JSX.Element }): JSX.Element {
  return (
    <div>
      <dt>{props.name}</dt>
      <dd>{props.children}</dd>
    </div>
  );
}
