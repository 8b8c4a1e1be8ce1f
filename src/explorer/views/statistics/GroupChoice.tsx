import type { JSX } from 'solid-js';
import type { AttributeKey } from '../../library/trace-library.ts';
import { AttributeOptions } from '../rows/AttributeChoice.tsx';

/** What to group by, and what to group by below that. */
export function GroupChoice(props: {
  keys: readonly AttributeKey[];
  outer: string;
  inner: string | undefined;
  onChoose: (outer: string, inner: string | undefined) => void;
}): JSX.Element {
  return (
    <>
      <label>
        Group by
        <select onChange={(event) => props.onChoose(event.currentTarget.value, props.inner)}>
          <Fixed chosen={props.outer} />
          <AttributeOptions keys={props.keys} chosen={props.outer} />
        </select>
      </label>
      <label>
        then by
        <select onChange={(event) => props.onChoose(props.outer, event.currentTarget.value || undefined)}>
          <option value="" selected={props.inner === undefined}>
            nothing
          </option>
          <Fixed chosen={props.inner} />
          <AttributeOptions keys={props.keys} chosen={props.inner} />
        </select>
      </label>
    </>
  );
}

function Fixed(props: { chosen: string | undefined }): JSX.Element {
  return (
    <>
      <option value="service" selected={props.chosen === 'service'}>
        Service
      </option>
      <option value="name" selected={props.chosen === 'name'}>
        Operation
      </option>
    </>
  );
}
