/**
 * What both stores are asked, in this order. Reading a trace adjusted through `/api/v3` changes what Jaeger's memory
 * storage holds, so such queries come last: the older API and raw readings before them find what was sent.
 */
import { corpus, traceNamed } from './corpus.ts';
import { refusals } from './refusals.ts';
import { attributeSearches, olderSearches, searches } from './searches.ts';

/** A path of the query API with its search. */
export type Path = string;

/** What the query is after, and the query. Names are unique. */
export type Query = readonly [name: string, path: Path];

const encode = encodeURIComponent;

const services = [
  'shopper',
  'grocery-store',
  'stock',
  'épicerie 🛒',
  'nameless',
  'service-29',
  'missing-service-name',
  'nobody',
  '',
];
const kinds = ['internal', 'server', 'client', 'producer', 'consumer', 'unspecified', 'SERVER'];

const lists: Query[] = [
  ['services', '/api/v3/services'],
  ['services, older', '/api/services'],
  ...services.map(
    (service): Query => [`operations of "${service}"`, `/api/v3/operations?service=${encode(service)}`],
  ),
  ...kinds.map(
    (kind): Query => [`operations of kind ${kind}`, `/api/v3/operations?service=shopper&span_kind=${kind}`],
  ),
  ...services.map(
    (service): Query => [`operations of "${service}", older`, `/api/operations?service=${encode(service)}`],
  ),
  ...kinds.map(
    (kind): Query => [
      `operations of kind ${kind}, older`,
      `/api/operations?service=shopper&spanKind=${kind}`,
    ],
  ),
  ...services
    .filter((service) => service !== '')
    .map(
      (service): Query => [
        `operation names of "${service}", oldest`,
        `/api/services/${encode(service)}/operations`,
      ],
    ),
];

const second = 1_700_000_000_000;

const dependencies: Query[] = (
  [
    ['over all the time there is', `endTs=${second + 100_000}&lookback=200000`],
    ['over two seconds', `endTs=${second + 1001}&lookback=2000`],
    ['up to a moment, bound left out', `endTs=${second + 5}&lookback=100000`],
    ['up to a moment, bound let in', `endTs=${second + 6}&lookback=100000`],
    ['from a moment, bound left out', `endTs=${second + 100_000}&lookback=100000`],
    ['from a moment, bound let in', `endTs=${second + 100_000}&lookback=100001`],
    ['before anything was stored', `endTs=1000000&lookback=1000`],
    ['from 1970 on', `endTs=${second + 100_000}&lookback=${second + 100_001}`],
    ['from before 1970 on', `endTs=${second + 100_000}&lookback=${2 * second}`],
    ['with the default lookback', `endTs=${second + 100_000}`],
    ['over no time', `endTs=${second}&lookback=0`],
    ['of one service', `endTs=${second + 100_000}&lookback=200000&service=stock`],
    ['of one of thirty services', `endTs=${second + 100_000}&lookback=200000&service=service-7`],
    ['of a service nobody has', `endTs=${second + 100_000}&lookback=200000&service=nobody`],
    ['with a plus before the number', `endTs=%2B${second + 100_000}&lookback=%2B200000`],
    ['with a negative lookback', `endTs=${second}&lookback=-5`],
    ['with a time that overflows', `endTs=${2n ** 63n - 1n}&lookback=200000`],
    ['with an end before 1970', `endTs=-5&lookback=10`],
    ['without an end', 'lookback=1000'],
  ] as const
).map(([name, search]): Query => [`dependencies ${name}`, `/api/dependencies?${search}`]);

/** Every trace, by id, in one reading. */
function readings(reading: string, pathOf: (traceId: string) => Path): Query[] {
  return corpus.map(({ name, traceId }): Query => [`${name}, ${reading}`, pathOf(traceId)]);
}

const someId = traceNamed('a root alone');
const shortId = corpus.find(({ traceId }) => traceId.startsWith('0'.repeat(16)))?.traceId.slice(16) ?? '';

const byId: Query[] = [
  ['a trace by its id in capitals', `/api/v3/traces/${someId.toUpperCase()}?raw_traces=true`],
  ['a trace by its id in capitals, older', `/api/traces/${someId.toUpperCase()}?raw=true`],
  ['a trace by a short id', `/api/v3/traces/${shortId}?raw_traces=true`],
  ['a trace by a short id, older', `/api/traces/${shortId}?raw=true`],
  [
    'a trace within times it lies in',
    `/api/v3/traces/${someId}?raw_traces=1&start_time=2023-11-14T22:00:00Z&end_time=2023-11-14T23:00:00Z`,
  ],
  [
    'a trace within times it does not lie in',
    `/api/v3/traces/${someId}?raw_traces=1&start_time=2020-01-01T00:00:00Z&end_time=2020-01-02T00:00:00Z`,
  ],
  [
    'a trace within times it lies in, older',
    `/api/traces/${someId}?raw=1&start=1700000000000000&end=1700000001000000`,
  ],
  ['a trace within times it does not lie in, older', `/api/traces/${someId}?raw=1&start=1&end=2`],
  ['a trace that is not there', '/api/v3/traces/1234567890abcdef1234567890abcdef'],
  ['a trace that is not there, older', '/api/traces/1234567890abcdef1234567890abcdef'],
  ['a trace id of 1', '/api/v3/traces/1'],
  ['a trace id of 0', '/api/v3/traces/0'],
  ['a trace id of 0, older', '/api/traces/0'],
];

export const queries: readonly Query[] = [
  ...lists,
  ...dependencies,
  ...refusals,
  ...byId,
  ...attributeSearches,
  ...olderSearches,
  ...readings('raw, older', (id) => `/api/traces/${id}?raw=true`),
  ...readings('older', (id) => `/api/traces/${id}`),
  ...readings('raw', (id) => `/api/v3/traces/${id}?raw_traces=true`),
  ...searches,
  ...readings('adjusted', (id) => `/api/v3/traces/${id}`),
];
