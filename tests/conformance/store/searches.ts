/** Searches, by every parameter and by combinations of them. */
import { traceNamed } from './corpus.ts';
import type { Query } from './queries.ts';

/** A search of `/api/v3`, whose parameters all start with `query.`; of the whole corpus but for what is said. */
function search(params: Record<string, string>): Query {
  const all = {
    start_time_min: '2023-11-14T22:13:00Z',
    start_time_max: '2023-11-14T22:14:00Z',
    num_traces: '500',
    ...params,
  };
  const name = Object.entries(params).map(([key, value]) => `${key}=${value}`);
  const text = new URLSearchParams(Object.entries(all).map(([key, value]) => [`query.${key}`, value]));
  return [`a search for ${name.join(' ')}`, `/api/v3/traces?${text}`];
}

/** The same of the older API; `tag` and `traceID` may be said more than once. */
function older(params: Record<string, string | string[]>): Query {
  const bounds = 'service' in params ? { start: '1699999980000000', end: '1700000040000000' } : {};
  const pairs = Object.entries({ ...bounds, limit: '500', ...params }).flatMap(([key, value]) =>
    [value].flat().map((each): [string, string] => [key, each]),
  );
  const name = Object.entries(params).map(([key, value]) => `${key}=${value}`);
  return [`a search for ${name.join(' ')}, older`, `/api/traces?${new URLSearchParams(pairs)}`];
}

const services = ['shopper', 'grocery-store', 'stock', 'nobody'];
const operations = ['fetch', 'GET /', 'reserve', 'nothing', 'Äpfel 🍎 和 سلام'];
const durations: Record<string, string>[] = [
  { duration_min: '300ms' },
  { duration_max: '200ms' },
  { duration_min: '5ms', duration_max: '5ms' },
  { duration_min: '1ns', duration_max: '1ns' },
  { duration_min: '1s', duration_max: '1ms' },
  { duration_min: '2.002µs', duration_max: '2.002µs' },
  { duration_max: '-1s' },
];
const windows: Record<string, string>[] = [
  { start_time_min: '2023-11-14T22:13:20.2Z', start_time_max: '2023-11-14T22:13:21Z' },
  { start_time_min: '2023-11-14T22:13:20Z', start_time_max: '2023-11-14T22:13:20Z' },
  { start_time_min: '2023-11-14T22:13:20.000001999Z', start_time_max: '2023-11-14T22:13:20.000001999Z' },
  { start_time_min: '2023-11-14T22:13:20.000002Z', start_time_max: '2023-11-14T22:13:20.05Z' },
  { start_time_min: '2023-11-14T23:13:20+01:00', start_time_max: '2023-11-14T20:13:21-02:00' },
  { start_time_min: '2023-11-14T22:14:00Z', start_time_max: '2023-11-14T22:13:00Z' },
  { start_time_min: '2024-01-01T00:00:00Z', start_time_max: '2024-01-02T00:00:00Z' },
  { start_time_min: '0001-01-01T00:00:00Z', start_time_max: '0001-01-01T00:00:00Z' },
];

/** Raw, then adjusted, over every parameter the gateway knows. */
export const searches: readonly Query[] = [
  ...windows.map((window) => search({ raw_traces: 'true', service_name: 'shopper', ...window })),
  ...['1', '2', '3', '10', '50'].flatMap((depth) => [
    search({ raw_traces: 'true', num_traces: depth }),
    search({ raw_traces: 'true', num_traces: depth, service_name: 'stock', operation_name: 'fetch' }),
  ]),
  ...[
    'ages',
    'nameless',
    'épicerie 🛒',
    'missing-service-name',
    'empty-service-name',
    'service-name-wrong-type',
    'service-12',
  ].map((service) =>
    search({
      raw_traces: 'true',
      service_name: service,
      start_time_min: '1970-01-01T00:00:00Z',
      start_time_max: '2500-01-01T00:00:00Z',
    }),
  ),
  ...[
    ['1970-01-01T00:00:00Z', '1970-01-01T00:00:00Z'],
    ['2262-04-11T23:47:16.854775806Z', '2262-04-11T23:47:16.854775806Z'],
    ['2262-04-12T00:00:00Z', '9999-12-31T23:59:59Z'],
    ['1600-01-01T00:00:00Z', '1969-12-31T23:59:59.999999999Z'],
  ].map(([min = '', max = '']) =>
    search({ raw_traces: 'true', service_name: 'ages', start_time_min: min, start_time_max: max }),
  ),
  ...durations.map((duration) =>
    search({ raw_traces: 'true', service_name: 'grocery-store', operation_name: 'GET /', ...duration }),
  ),
  search({ raw_traces: 'true' }),
  search({ raw_traces: 'true', operation_name: 'reserve' }),
  ...services.map((service) => search({ service_name: service })),
  ...services.flatMap((service) =>
    operations.map((operation) => search({ service_name: service, operation_name: operation })),
  ),
  ...durations.map((duration) => search({ service_name: 'shopper', ...duration })),
  ...windows.map((window) => search({ service_name: 'stock', operation_name: 'reserve', ...window })),
  ...windows
    .slice(0, 4)
    .flatMap((window) =>
      durations
        .slice(0, 4)
        .map((duration) =>
          search({ service_name: 'grocery-store', num_traces: '4', ...window, ...duration }),
        ),
    ),
  search({ service_name: 'shopper', attributes: '{"a":"milk"}' }),
  search({ service_name: 'shopper', attributes: 'milk' }),
  search({}),
];

/** What a tag may be asked for as, and what the odd trace or the generated ones hold. */
const tags: Record<string, string>[] = [
  { string: 'milk' },
  { string: 'Milk' },
  { string: '' },
  { markup: '<&>"\\\u2028' },
  { empty: '' },
  { yes: 'true' },
  { yes: '1' },
  { no: 'false' },
  { int: '42' },
  { int: '42.0' },
  { double: '0.5' },
  { whole: '7' },
  { bytes: 'AAH+/w==' },
  { 'no bytes': '' },
  { nothing: '' },
  { list: '["a",1,1.5,true,null,"AQ=="]' },
  { list: 'a' },
  { 'empty list': '[]' },
  { map: '{"a":{"deep":["\\u003c\\u0026\\u003e"]},"b":1}' },
  { 'empty map': '{}' },
  { max: '9223372036854775807' },
  { min: '-9223372036854775808' },
  { max: '1.7976931348623157e+308' },
  { least: '5e-324' },
  { '1e20': '100000000000000000000' },
  { '1e20': '1e+20' },
  { '1e21': '1e+21' },
  { '1e-6': '0.000001' },
  { '1e-6': '1e-06' },
  { '1e-7': '1e-7' },
  { '1e-7': '1e-07' },
  { third: '0.3333333333333333' },
  { list: '[1e+21,1e-7,0.1,100]' },
  { 'ключ 🔑': 'значение' },
  { nul: 'a\u0000b' },
  { key: 'first' },
  { key: 'last' },
  { 'service.name': 'shopper' },
  { 'host.name': 'a' },
  { 'host.name': 'host-1', a: 'milk' },
  { 'span.kind': 'server' },
  { 'span.kind': 'client' },
  { 'http.route': 'milk', zz: 'true' },
  { nowhere: 'milk' },
];

/** Only the older API of this Jaeger searches by attributes. */
export const attributeSearches: readonly Query[] = [
  ...tags.map((tag) => older({ service: 'shopper', tags: JSON.stringify(tag) })),
  ...['NaN', 'json: unsupported value: NaN'].map((nan) =>
    older({ service: 'unmeasured', tags: JSON.stringify({ nan }) }),
  ),
  ...['Infinity', '+Inf', 'json: unsupported value: +Inf'].map((infinity) =>
    older({ service: 'unmeasured', tags: JSON.stringify({ infinity }) }),
  ),
  older({ service: 'shopper', tag: 'string:milk' }),
  older({ service: 'shopper', tag: ['string:milk', 'yes:true'] }),
  older({ service: 'shopper', tag: ['string:milk', 'string:butter'] }),
  older({ service: 'shopper', tag: 'list:["a",1,1.5,true,null,"AQ=="]' }),
  older({ service: 'shopper', tag: 'markup:a:b' }),
  older({ service: 'shopper', tag: ':empty key' }),
  older({ service: 'nameless', tag: ':empty key' }),
  older({ service: 'shopper', tag: 'string:milk', tags: '{"string":"butter"}' }),
  older({ service: 'shopper', tags: '{"error":"true"}' }),
  older({ service: 'shopper', tags: '{"error":"false"}' }),
  older({ service: 'stock', tags: '{"error":"maybe","a":"milk"}' }),
  older({
    service: 'stock',
    operation: 'fetch',
    tags: '{"a":"42"}',
    minDuration: '1ns',
    maxDuration: '10s',
    limit: '2',
  }),
  older({ service: 'grocery-store', operation: 'GET /', tags: '{"zz":"<&>"}', minDuration: '100ms' }),
];

const ids = [traceNamed('a root alone'), traceNamed('links'), traceNamed('generated trace 4')];

export const olderSearches: readonly Query[] = [
  ...services.map((service) => older({ service })),
  ...operations.map((operation) => older({ service: 'stock', operation, raw: 'true' })),
  ...['1', '2', '7'].map((limit) => older({ service: 'grocery-store', limit })),
  older({ service: 'shopper', minDuration: '300ms' }),
  older({ service: 'shopper', maxDuration: '200ms', raw: 'true' }),
  older({ service: 'shopper', minDuration: '5ms', maxDuration: '5ms' }),
  older({ service: 'shopper', start: '1700000000000000', end: '1700000000000000' }),
  older({ service: 'shopper', start: '1700000000000002', end: '1700000000050000' }),
  older({ service: 'shopper', start: '1700000000200000', end: '1700000001000000', operation: 'GET /' }),
  older({ service: 'shopper', start: '5', end: '1' }),
  older({ service: 'ages', start: '-5', end: '9223372036854775' }),
  older({ service: 'shopper', start: '', end: '' }),
  older({ traceID: ids[0] ?? '' }),
  older({ traceID: ids }),
  older({ traceID: ids, raw: 'true' }),
  older({ traceID: [ids[0] ?? '', 'abc', ids[1] ?? ''] }),
  older({ traceID: ['abc', 'def'] }),
  older({ traceID: [ids[0] ?? '', ids[0] ?? ''] }),
];
