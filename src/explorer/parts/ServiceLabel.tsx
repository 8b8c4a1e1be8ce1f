import type { JSX } from 'solid-js';
import { serviceColour } from '../../service-colours.ts';
import { serviceShape } from './service-shape.ts';

/** A service's name beside a mark of its colour and shape. The one way services are shown, in every panel. */
export function ServiceLabel(props: { service: string; services: readonly string[] }): JSX.Element {
  return (
    <span
      class="ex-service"
      data-shape={serviceShape(props.service, props.services)}
      style={{ '--service': serviceColour(props.service, props.services).cssVar }}
      title={props.service}
    >
      {props.service}
    </span>
  );
}
