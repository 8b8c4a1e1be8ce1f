/** OpenTelemetry's semantic conventions for attributes, as `tools/build-conventions.ts` reads them from their package. */

export interface PublishedConventions {
  /** The npm package they were read from, and its version. */
  package: string;
  version: string;
  /** By attribute key. A key that ends with `.` is the beginning of many: `http.request.header.`. */
  attributes: Record<string, Convention>;
}

/** Texts are the package's own: Markdown with code, bold, links and lists. */
export interface Convention {
  brief: string;
  note?: string;
  examples?: string[];
  stability: 'stable' | 'experimental';
  /** Why it should not be used any more, and mostly by what it was replaced. */
  deprecated?: string;
  /** Well-known values. */
  values?: Record<string, ConventionValue>;
}

export interface ConventionValue {
  brief?: string;
  deprecated?: string;
}

/** The conventions, to look things up in. */
export interface ConventionBook {
  /** `@opentelemetry/semantic-conventions 1.45.0` */
  readonly edition: string;
  readonly version: string;
  find(key: string): Convention | undefined;
  value(key: string, value: string): ConventionValue | undefined;
}

/** Keys come from anywhere, so they are looked up in maps: `constructor` is no attribute. */
export function openBook(published: PublishedConventions): ConventionBook {
  const byKey = new Map(Object.entries(published.attributes));
  const beginnings = [...byKey.keys()].filter((key) => key.endsWith('.'));
  const find = (key: string): Convention | undefined => {
    const exact = key.endsWith('.') ? undefined : byKey.get(key);
    if (exact !== undefined) return exact;
    const beginning = beginnings.find((each) => key.startsWith(each) && key.length > each.length);
    return beginning === undefined ? undefined : byKey.get(beginning);
  };
  return {
    edition: `${published.package} ${published.version}`,
    version: published.version,
    find,
    value(key, value) {
      const values = find(key)?.values;
      return values !== undefined && Object.hasOwn(values, value) ? values[value] : undefined;
    },
  };
}
