/** Libraries the page of one trace can be seen with, by name: `?scene=shop&theme=dark`. */
import type { Span } from '@spanlab/sandbox/schemas/trace.ts';
import { createMemoryLibrary, type MemoryLibrary } from '../../../../src/explorer/library/memory-library.ts';
import { LibraryError, type TraceLibrary } from '../../../../src/explorer/library/trace-library.ts';
import { evilSpans, fourSpans, lessonServices, linkedTraces, oddSpans } from '../harness/lesson-spans.ts';
import { shopServices, shopTrace } from '../harness/shop.ts';

export interface TraceScene {
  library: TraceLibrary;
  services: readonly string[];
  /** Undefined: the newest. */
  traceId?: string;
  /** As in the workbench: no pages beside this one. */
  picker?: boolean;
  /** Lets more come: a test calls `window.next()`. */
  next?: () => void;
}

function holding(spans: readonly Span[]): MemoryLibrary {
  const library = createMemoryLibrary();
  library.add(spans);
  return library;
}

const idOf = (spans: readonly Span[]): string => spans[0]?.traceId ?? '';

function of(spans: readonly Span[], services: readonly string[] = lessonServices): TraceScene {
  return { library: holding(spans), services, traceId: idOf(spans) };
}

function picked(traces: number, spans: number): TraceScene {
  const all = Array.from({ length: traces }, (_, index) => shopTrace(index + 1, spans)).flat();
  return { library: holding(all), services: shopServices, picker: true };
}

/** The spans of a trace one by one, as a run sends them. */
function growing(): TraceScene {
  const spans = fourSpans();
  const library = holding(spans.slice(0, 1));
  let sent = 1;
  return {
    library,
    services: lessonServices,
    traceId: idOf(spans),
    next: () => library.add(spans.slice(sent, ++sent)),
  };
}

/** A library that says how far it is and waits to be told to go on. */
function slow(): TraceScene {
  const spans = fourSpans();
  const library = holding(spans);
  let goOn: () => void = () => undefined;
  return {
    services: lessonServices,
    traceId: idOf(spans),
    next: () => goOn(),
    library: {
      ...library,
      async open(traceId, options = {}) {
        options.onProgress?.({ bytes: 12_000_000, totalBytes: 125_000_000, spans: 20_000 });
        await new Promise<void>((resolve, reject) => {
          goOn = resolve;
          options.signal?.addEventListener('abort', () => reject(options.signal?.reason));
        });
        return library.open(traceId, options);
      },
    },
  };
}

/** A library that cannot open anything at first. */
function failing(): TraceScene {
  const spans = fourSpans();
  const library = holding(spans);
  let works = false;
  return {
    services: lessonServices,
    traceId: idOf(spans),
    next: () => {
      works = true;
    },
    library: {
      ...library,
      async open(traceId, options) {
        if (!works)
          throw new LibraryError('Jaeger answered 503 <b>Service Unavailable</b>. Is its storage up?');
        return library.open(traceId, options);
      },
    },
  };
}

export const scenes: Readonly<Record<string, () => TraceScene>> = {
  lesson: () => of(fourSpans()),
  odd: () => of(oddSpans()),
  shop: () => of(shopTrace(11, 300), shopServices),
  evil: () => of(evilSpans()),
  'no-id': () => of(fourSpans().map((span) => ({ ...span, traceId: '' }))),
  linked: () => ({ ...of(linkedTraces()), picker: true }),
  many: () => picked(12, 40),
  traces: () => picked(400, 4),
  none: () => ({ library: createMemoryLibrary(), services: lessonServices, picker: true }),
  growing,
  slow,
  failing,
};
