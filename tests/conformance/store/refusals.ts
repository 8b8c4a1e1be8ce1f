/** What is wrong, or nearly wrong, with parameters. */
import type { Query } from './queries.ts';

const window = 'query.start_time_min=2023-11-14T22:13:00Z&query.start_time_max=2023-11-14T22:14:00Z';
const id = '1234567890abcdef1234567890abcdef';

/** In place of the window's start; the traces it is asked with are few and short. */
function from(time: string): string {
  return `query.service_name=stock&query.raw_traces=true&query.num_traces=3&query.start_time_min=${encodeURIComponent(time)}&query.start_time_max=2023-11-14T22:14:00Z`;
}

const times = [
  '2023-11-14',
  '2023-11-14T22:13:00',
  '2023-11-14 22:13:00Z',
  '2023-11-14t22:13:00z',
  '2023-02-29T00:00:00Z',
  '2024-02-29T00:00:00Z',
  '2023-11-14T24:00:00Z',
  '2023-11-14T22:60:00Z',
  '2023-11-14T22:13:60Z',
  '2023-11-14T22:13:00+01:00',
  '2023-11-14T22:13:00-23:59',
  '2023-11-14T22:13:00+24:00',
  '2023-11-14T22:13:00+0100',
  '2023-11-14T22:13:00.000000001Z',
  '2023-11-14T22:13:00,5Z',
  '2023-11-14T22:13:00.Z',
  '2023-11-14T22:13:00.1234567890123Z',
  '0000-01-01T00:00:00Z',
  '0001-01-01T00:00:00Z',
  '10000-01-01T00:00:00Z',
  '1700000000',
  'now',
  ' ',
];

const durations = [
  '5',
  '0',
  '-1s',
  '+1ns',
  '.5s',
  '1.s',
  '.s',
  '1h30m',
  '100µs',
  '100μs',
  '1d',
  '1s ',
  '1e3ms',
  '2562048h',
  '2562047h',
  '9223372036854775807ns',
  '9223372036854775808ns',
  '0.0000000001ns',
  'ms',
  '1S',
];
const depths = [
  '0',
  '-1',
  '+2',
  '2.0',
  '1e2',
  ' 2',
  '02',
  '0x2',
  'two',
  '99999',
  '100000',
  '100001',
  '99999999999999999999',
];
const booleans = ['true', 'TRUE', 'True', 'tRUE', 't', 'T', '1', 'false', 'F', '0', 'yes', '2', 'maybe'];

const v3 = '/api/v3/traces';

export const refusals: readonly Query[] = [
  ['a search without times', `${v3}?query.service_name=shopper&query.num_traces=5`],
  ['a search without an end', `${v3}?query.service_name=shopper&query.start_time_min=2023-11-14T22:13:00Z`],
  ['a search with an empty time', `${v3}?query.start_time_min=&query.start_time_max=2023-11-14T22:14:00Z`],
  ['a search that does not say how many', `${v3}?query.service_name=nobody&${window}`],
  [
    'a search with the newer name for how many',
    `${v3}?query.service_name=nobody&${window}&query.search_depth=5`,
  ],
  [
    'a search with a broken escape',
    `${v3}?query.service_name=%zz&${window}&query.num_traces=1&query.raw_traces=true`,
  ],
  [
    'a search whose first of two values counts',
    `${v3}?query.service_name=nobody&query.service_name=shopper&${window}&query.num_traces=2`,
  ],
  ...times.map((time): Query => [`a search from ${JSON.stringify(time)}`, `${v3}?${from(time)}`]),
  ...durations.map(
    (duration): Query => [
      `a search for at least ${JSON.stringify(duration)}`,
      `${v3}?${from('2023-11-14T22:13:00Z')}&query.duration_min=${encodeURIComponent(duration)}`,
    ],
  ),
  ...depths.map(
    (depth): Query => [
      `a search for ${JSON.stringify(depth)} traces`,
      `${v3}?query.service_name=service-3&query.raw_traces=true&${window}&query.num_traces=${encodeURIComponent(depth)}`,
    ],
  ),
  ...booleans.map(
    (raw): Query => [
      `a search with raw_traces=${raw}`,
      `${v3}?query.service_name=nobody&${window}&query.num_traces=1&query.raw_traces=${raw}`,
    ],
  ),
  ...booleans.map((raw): Query => [`a trace with raw_traces=${raw}`, `${v3}/${id}?raw_traces=${raw}`]),
  ...booleans.map((raw): Query => [`a trace with raw=${raw}, older`, `/api/traces/${id}?raw=${raw}`]),
  ...['xyz', '12345678901234567890123456789012345', '0x12', '-1', 'abc%20', 'abc%2Fdef', 'äb'].flatMap(
    (text): Query[] => [
      [`a trace id of ${text}`, `${v3}/${text}`],
      [`a trace id of ${text}, older`, `/api/traces/${text}`],
    ],
  ),
  ['a trace from no time', `${v3}/${id}?start_time=yesterday`],
  ['a trace to no time', `${v3}/${id}?end_time=2023-11-14`],
  ['a trace from no time, older', `/api/traces/${id}?start=2023-11-14T22:13:00Z`],
  ['a trace to no time, older', `/api/traces/${id}?end=1.5`],
  ['dependencies to no time', '/api/dependencies?endTs=now'],
  ['dependencies to a time too large', '/api/dependencies?endTs=9223372036854775808'],
  ['dependencies over no duration', '/api/dependencies?endTs=1&lookback=1h'],
  ['operations without a service, older', '/api/operations'],
  ['a search without a service, older', '/api/traces'],
  ['a search from no time, older', '/api/traces?service=shopper&start=now'],
  ['a search to no time, older', '/api/traces?service=shopper&start=0&end=now'],
  ['a search for no number, older', '/api/traces?service=shopper&start=0&end=1&limit=many'],
  ['a search for 0 traces, older', '/api/traces?service=shopper&start=0&end=1&limit=0'],
  ['a search for -1 traces, older', '/api/traces?service=shopper&start=0&end=1&limit=-1'],
  ['a search for too many traces, older', '/api/traces?service=shopper&start=0&end=1&limit=100001'],
  [
    'a search for more than an int32 of traces, older',
    '/api/traces?service=shopper&start=0&end=1&limit=2147483648',
  ],
  ['a search for no duration, older', '/api/traces?service=shopper&start=0&end=1&minDuration=5'],
  [
    'a search for a duration of no length, older',
    '/api/traces?service=shopper&start=0&end=1&minDuration=5s&maxDuration=1s',
  ],
  ['a search for a tag without a value, older', '/api/traces?service=shopper&start=0&end=1&tag=error'],
  ['a search for tags that are no JSON, older', '/api/traces?service=shopper&start=0&end=1&tags=error'],
  [
    'a search for tags that are no texts, older',
    '/api/traces?service=shopper&start=0&end=1&tags=%7B%22a%22%3A1%7D',
  ],
  ['a search for tags that are null, older', '/api/traces?service=nobody&start=0&end=1&tags=null'],
  [
    'a search for tags one of which is null, older',
    '/api/traces?service=nobody&start=0&end=1&tags=%7B%22a%22%3Anull%7D',
  ],
  ['a search for tags in a list, older', '/api/traces?service=shopper&start=0&end=1&tags=%5B%5D'],
  ['a search for a trace id that is none, older', '/api/traces?traceID=xyz'],
  ['a search for a trace id and no flag, older', `/api/traces?traceID=${id}&raw=perhaps`],
  ['an address nobody serves', '/api/v3/nothing'],
];
