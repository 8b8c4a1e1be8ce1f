/** The name Jaeger files a resource under. */

import { attribute } from '../../schemas/attribute.ts';
import type { Resource } from '../../schemas/trace.ts';

/** `service.name`, or the placeholder Jaeger puts in its place when that is missing, empty or no string. */
export function jaegerServiceName(resource: Resource): string {
  const name = attribute(resource.attributes, 'service.name');
  if (name === undefined) return 'missing-service-name';
  if (typeof name !== 'string') return 'service-name-wrong-type';
  return name === '' ? 'empty-service-name' : name;
}
