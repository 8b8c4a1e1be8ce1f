import type { Query } from './queries.ts';

const clock = 'The embedded store has no clock: where Jaeger counts back from now, every time will do.';
const depth =
  'Jaeger 1.76’s gateway reads `num_traces` alone and fails without it. The store also reads `search_depth`, as the API’s definition and newer Jaegers do, and has the older API’s default of 100.';
const attributes =
  'Jaeger 1.76’s gateway does not read `query.attributes` (“most curiously not supported by grpc-gateway”). Newer Jaegers do, and so does the store.';
const notANumber =
  'Go’s JSON knows no NaN and no Infinity, so Jaeger’s older API fails on the whole answer. The store writes them as texts.';
const dropped =
  'The store keeps how much was dropped from spans, not from resources, scopes, events and links, nor the flags of links.';
const unknownEnum =
  'Kinds and status codes that OTLP does not define are unspecified and unset to the store.';

/** Where the embedded store answers otherwise than Jaeger does, query by query, and why that is so. */
export const differences: ReadonlyMap<Query[0], string> = new Map([
  ['dependencies without an end', clock],
  ['a search for service=shopper start= end=, older', clock],
  ['a search that does not say how many', depth],
  ['a search with the newer name for how many', depth],
  ['a search for service_name=shopper attributes={"a":"milk"}', attributes],
  ['a search for service_name=shopper attributes=milk', attributes],
  [
    'a search with a broken escape',
    'Go drops a parameter whose escapes are broken; the web’s URLSearchParams takes them as they stand.',
  ],
  [
    'an address nobody serves',
    'Jaeger answers every other address with its UI, status 200; the store has no UI, and says 404 and what there is.',
  ],
  [
    'a search for service=shopper tags={"error":"true"}, older',
    'Jaeger’s memory storage reads the text "true" as if it were a boolean, gets false, and finds the spans whose status is OK. The store finds errors.',
  ],
  ['a search for service=unmeasured tags={"nan":"json: unsupported value: NaN"}, older', notANumber],
  ['a search for service=unmeasured tags={"infinity":"json: unsupported value: +Inf"}, older', notANumber],
  ['a number that is none, raw, older', notANumber],
  ['a number that is none, older', notANumber],
  ['an infinite number, raw, older', notANumber],
  ['an infinite number, older', notANumber],
  ['counts of what resource, scope, event and link dropped, raw', dropped],
  ['counts of what resource, scope, event and link dropped, adjusted', dropped],
  ['a kind and a status nobody knows, raw', unknownEnum],
  ['a kind and a status nobody knows, adjusted', unknownEnum],
]);
