import type { JSX } from 'solid-js';
import { serviceColour } from '../../service-colours.ts';

/** A service's name beside a block of its colour. The one way services are shown, in every panel. */
export function ServiceLabel(props: { service: string; services: readonly string[] }): JSX.Element {
  return (
    <span
      class="ex-service"
      style={{ '--service': serviceColour(props.service, props.services).cssVar }}
      title={props.service}
    >
      {props.service}
    </span>
  );
}
