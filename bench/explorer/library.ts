/** The explorer's library alone, in Node: what its Worker does when it is asked. */
import { createMemoryLibrary } from '../../src/explorer/library/memory-library.ts';
import type { OpenTrace, SearchQuery } from '../../src/explorer/library/trace-library.ts';
import { quantile, type Row } from '../row.ts';
import { manyTraces, wideTrace } from './make-traces.ts';

const runs = 15;
const all: SearchQuery = { service: '', operation: '', tags: '', limit: 20, sort: 'newest' };
const attributes = 10;

/** 200,000 spans: as 20,000 traces to search, and as one to find in. */
export async function benchLibrary(): Promise<Row[]> {
  const many = createMemoryLibrary();
  many.add(manyTraces(20_000, { spans: 10, attributes }));
  const one = createMemoryLibrary();
  one.add(wideTrace({ spans: 200_000, attributes }));
  const [traceId = ''] = one.traceIds;
  const search = (name: string, query: Partial<SearchQuery>): Promise<Row> =>
    timed(`Library: search 20,000 traces, ${name}`, 200, () => many.search({ ...all, ...query }));
  const find = (text: string): Promise<Row> =>
    timed(`Library: find ${text} in 200,000 spans, nothing known`, 120, async () => {
      const trace: OpenTrace = await one.open(traceId);
      return () => trace.find(text);
    });
  return [
    await search('a service', { service: 'cart' }),
    await search('a tag no span has', { tags: 'user.id=nobody' }),
    await search('part of a text and a number', { tags: 'url.path~9912 queue.wait>600' }),
    await search('the caller', { tags: 'parent.service=nobody' }),
    await find('e'),
    await find('customer-12'),
    await find('500'),
    await find('nowhere'),
  ];
}

/** What `run` resolves to is what is timed, if it is something to call. */
async function timed(name: string, target: number, run: () => Promise<unknown>): Promise<Row> {
  const samples: number[] = [];
  for (let each = 0; each < runs; each++) {
    let startedAt = performance.now();
    const prepared = await run();
    if (typeof prepared === 'function') {
      startedAt = performance.now();
      await prepared();
    }
    samples.push(performance.now() - startedAt);
  }
  return {
    name,
    unit: 'ms',
    value: quantile(samples, 0.5),
    p95: quantile(samples, 0.95),
    runs,
    target: { value: target, better: 'lower' },
  };
}
