/** Ten colours for services, the same in every panel. Values in service-colours.css, checked by a test. */

export const serviceColourCount = 10;

export interface ServiceColour {
  index: number;
  /** For bars, marks and text: `var(--svc-0)`. */
  cssVar: string;
  /** For text on top of the colour: `var(--svc-on-0)`. */
  onCssVar: string;
}

/**
 * The colour of `service`, by its place among the lab's `services`. A service that is not among them gets one
 * made from its name, and none of theirs while there are enough. Colour never stands alone: show the name with it.
 */
export function serviceColour(service: string, services: readonly string[]): ServiceColour {
  const place = servicePlace(service, services);
  const taken = services.length < serviceColourCount ? services.length : 0;
  const index =
    place < 0 ? taken + (hash(service) % (serviceColourCount - taken)) : place % serviceColourCount;
  return { index, cssVar: `var(--svc-${index})`, onCssVar: `var(--svc-on-${index})` };
}

const placesOf = new WeakMap<readonly string[], { length: number; places: ReadonlyMap<string, number> }>();

/** Where `service` stands among `services`, -1 for not at all. Remembered by list: a trace may have 100,000. */
export function servicePlace(service: string, services: readonly string[]): number {
  const { length } = services;
  let known = placesOf.get(services);
  if (known?.length !== length) {
    // Backwards, so that of two that are equal the first counts.
    known = { length, places: new Map(services.map((name, place) => [name, place] as const).reverse()) };
    placesOf.set(services, known);
  }
  return known.places.get(service) ?? -1;
}

function hash(text: string): number {
  let sum = 0;
  for (const char of text) sum = (sum * 31 + (char.codePointAt(0) ?? 0)) >>> 0;
  return sum;
}
