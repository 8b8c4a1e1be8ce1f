/** A shape for each service beside its colour, so that colour never stands alone. Drawn by tokens.css. */
import { servicePlace } from '../../service-colours.ts';

const shapes = ['square', 'circle', 'diamond', 'up', 'bar', 'cross', 'down'] as const;
export type ServiceShape = (typeof shapes)[number];

/** Seven shapes and ten colours: the first seventy services are all told apart. */
export function serviceShape(service: string, services: readonly string[]): ServiceShape {
  const place = servicePlace(service, services);
  return shapes[Math.max(0, place) % shapes.length] ?? 'square';
}
