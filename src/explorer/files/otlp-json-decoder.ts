/** Pieces of OTLP JSON to spans. What the store's strict decoder refuses is mended as far as it can be. */
import type { Resource, Scope, Span } from '@spanlab/sandbox/schemas/trace.ts';
import { spansFromJson } from '@spanlab/sandbox/store/otlp/decode-json.ts';
import { mendedResource, mendedScope, mendedSpan } from './mend-otlp.ts';
import { holdsNull, isOddlySpelt, lacksSomething } from './passed-over.ts';
import { parsePiece } from './piece-json.ts';
import type { Problems } from './read-report.ts';
import { eachSpan } from './single-spans.ts';
import { hasRightIds, rightIds } from './span-ids.ts';
import { type Piece, placeOf } from './split-sink.ts';

export interface OtlpJsonDecoder {
  resource(piece: Piece): Resource;
  scope(piece: Piece): Scope;
  spans(piece: Piece, resource: Resource, scope: Scope): Span[];
  /** One span, parsed. @param place where it is in the file */
  span(json: unknown, resource: Resource, scope: Scope, place: () => string): Span[];
}

export function createOtlpJsonDecoder(problems: Problems): OtlpJsonDecoder {
  /** Fast, and all or nothing. @throws MalformedOtlp */
  function strict(json: readonly unknown[], resource: Resource, scope: Scope): Span[] {
    const spans = spansFromJson({ resourceSpans: [{ scopeSpans: [{ spans: json }] }] });
    for (const span of spans) {
      span.resource = resource;
      span.scope = scope;
    }
    return spans;
  }

  /** Undefined unless all is as it should be. @throws MalformedOtlp */
  function asItShouldBe(json: readonly unknown[], resource: Resource, scope: Scope): Span[] | undefined {
    if (json.some(isOddlySpelt)) return undefined;
    const spans = strict(json, resource, scope);
    return spans.every((span) => hasRightIds(span) && !lacksSomething(span)) ? spans : undefined;
  }

  function lenient(json: unknown, resource: Resource, scope: Scope, place: () => string): Span[] {
    try {
      const mended = mendedSpan(json, (field, what) => problems.add(() => `${place()}.${field}: ${what()}.`));
      if (mended === undefined) {
        problems.add(() => `${place()}: expected an object. It is left out.`);
        return [];
      }
      const spans = strict([mended], resource, scope);
      for (const span of spans) {
        rightIds(span, (field, what) => problems.add(() => `${place()}.${field}: ${what()}.`));
      }
      return spans;
    } catch (error) {
      problems.add(
        () => `${place()}: ${error instanceof Error ? error.message : String(error)}. It is left out.`,
      );
      return [];
    }
  }

  function one(json: unknown, resource: Resource, scope: Scope, place: () => string): Span[] {
    try {
      const spans = asItShouldBe([json], resource, scope);
      if (spans !== undefined) return spans;
    } catch {
      // Once more, piece by piece.
    }
    return lenient(json, resource, scope, place);
  }

  function part<Part extends Resource | Scope>(
    piece: Piece,
    mended: (json: unknown, complain: (field: string, what: () => string) => void) => unknown,
    read: (json: unknown) => Part,
    empty: Part,
  ): Part {
    const place = (): string => placeOf(piece.line, piece.path);
    try {
      const json = parsePiece(piece);
      try {
        const whole = isOddlySpelt(json) ? undefined : read(json);
        if (whole !== undefined && !holdsNull(whole.attributes)) return whole;
      } catch {
        // Once more, field by field.
      }
      return read(mended(json, (field, what) => problems.add(() => `${place()}.${field}: ${what()}.`)));
    } catch (error) {
      problems.add(
        () => `${place()}: ${error instanceof Error ? error.message : String(error)}. It is left out.`,
      );
      return empty;
    }
  }

  return {
    resource: (piece) =>
      part(piece, mendedResource, (json) => shared({ resource: json }).resource, { attributes: [] }),
    scope: (piece) =>
      part(piece, mendedScope, (json) => shared({ scopeSpans: [{ scope: json, spans: [{}] }] }).scope, {
        name: '',
        version: '',
        attributes: [],
      }),
    spans(piece, resource, scope) {
      let json: unknown[] | undefined;
      try {
        json = parsePiece(piece) as unknown[];
        const spans = asItShouldBe(json, resource, scope);
        if (spans !== undefined) return spans;
      } catch {
        // Then one at a time.
      }
      return eachSpan(piece, json, problems).flatMap(({ value, place }) =>
        one(value, resource, scope, place),
      );
    },
    span: one,
  };
}

/** The resource and the scope of one span. @throws MalformedOtlp */
function shared(json: { resource?: unknown; scopeSpans?: unknown }): { resource: Resource; scope: Scope } {
  const [span] = spansFromJson({ resourceSpans: [{ scopeSpans: [{ spans: [{}] }], ...json }] });
  if (span === undefined) throw new Error('nothing was found');
  return span;
}
