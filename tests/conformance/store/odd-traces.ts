/** Traces made by hand, one for each thing that is odd about traces in the wild. */
import type { Attributes, Resource, Span } from '../../../sandbox/schemas/trace.ts';
import { attributes, resourceOf, someSpan, someTime, spanIdOf } from '../../store/some-span.ts';

const ms = 1_000_000n;
const other = 'feedfacefeedfacefeedfacefeedface';

/** One span that starts and ends so many milliseconds after `someTime`. Its trace id is set later. */
function span(id: number, parent: number, start: number, end: number, fields: Partial<Span> = {}): Span {
  return someSpan({
    spanId: spanIdOf(id),
    parentSpanId: parent === 0 ? '' : spanIdOf(parent),
    startTimeUnixNano: someTime + BigInt(start) * ms,
    endTimeUnixNano: someTime + BigInt(end) * ms,
    ...fields,
  });
}

function on(host: string, service: string, key = 'host.name'): Resource {
  return { attributes: [...resourceOf(service).attributes, ...attributes({ [key]: host })] };
}

function withAttributes(values: Parameters<typeof attributes>[0]): Span[] {
  return [span(1, 0, 0, 5, { attributes: attributes(values) })];
}

const [hostA, hostB] = [on('a', 'shopper'), on('b', 'grocery-store')];
const [ipA, ipB] = [on('10.0.0.1', 'shopper', 'ip'), on('10.0.0.2', 'grocery-store', 'ip')];
const twice: Attributes = [...attributes({ key: 'first' }), ...attributes({ key: 'last', other: 1n })];

/** By name. Their trace ids are given by `corpus.ts`; times are around 2023-11-14T22:13:20Z unless that is the point. */
export const oddTraces: Readonly<Record<string, Span[]>> = {
  'a root alone': [span(1, 0, 0, 5)],
  'a child before its parent, on another host': [
    span(1, 0, 100, 200, { resource: hostA }),
    span(2, 1, 50, 80, { resource: hostB }),
  ],
  'a child after its parent, on another host': [
    span(1, 0, 0, 100, { resource: hostA }),
    span(2, 1, 90, 130, { resource: hostB }),
  ],
  'a child longer than its parent, on another host': [
    span(1, 0, 100, 110, { resource: hostA }),
    span(2, 1, 50, 500, { resource: hostB }),
  ],
  'a skew that grandchildren inherit': [
    span(1, 0, 100, 200, { resource: hostA }),
    span(2, 1, 10, 40, { resource: hostB }),
    span(3, 2, 20, 30, { resource: hostB }),
    span(4, 3, 120, 130, { resource: hostA }),
  ],
  'a skew between hosts known by ip': [
    span(1, 0, 100, 200, { resource: ipA }),
    span(2, 1, 10, 40, { resource: ipB }),
    span(3, 2, 20, 30, { resource: ipB }),
  ],
  'a skew with host.id, host.ip and host.name of odd types': [
    span(1, 0, 100, 200, {
      resource: { attributes: attributes({ 'service.name': 'shopper', 'host.id': 7n, 'host.name': 'a' }) },
    }),
    span(2, 1, 10, 40, {
      resource: {
        attributes: attributes({ 'service.name': 'stock', 'host.ip': ['10.0.0.9'], 'host.name': 'a' }),
      },
    }),
    span(3, 2, 0, 20, {
      resource: { attributes: attributes({ 'service.name': 'stock', 'host.ip': [], 'host.name': 'b' }) },
    }),
    span(4, 3, 50, 60, {
      resource: { attributes: attributes({ 'service.name': 'stock', 'host.ip': '10.0.0.9' }) },
    }),
  ],
  'a missing parent': [span(2, 9, 0, 5), span(3, 2, 1, 4)],
  'two missing parents': [span(2, 8, 0, 5), span(3, 9, 1, 4), span(4, 9, 2, 3)],
  'a span that is its own parent': [span(1, 1, 0, 5)],
  'a cycle of two': [span(1, 2, 0, 5), span(2, 1, 1, 4)],
  'a cycle beside a root': [span(1, 0, 0, 5), span(2, 3, 1, 4), span(3, 2, 1, 4)],
  'a span that was sent twice': [span(1, 0, 0, 5), span(2, 1, 1, 4), span(2, 1, 1, 4)],
  'two spans of one id': [span(1, 0, 0, 5), span(2, 1, 1, 4), span(2, 1, 1, 4, { name: 'another' })],
  'a client and a server that share an id': [
    span(1, 0, 0, 5, { kind: 'INTERNAL' }),
    span(2, 1, 1, 4, { kind: 'CLIENT' }),
    span(2, 1, 2, 3, { kind: 'SERVER', resource: resourceOf('grocery-store') }),
    span(3, 2, 2, 3, { kind: 'INTERNAL', resource: resourceOf('grocery-store') }),
  ],
  'a client and a server that share the id of a root': [
    span(2, 0, 1, 4, { kind: 'CLIENT' }),
    span(2, 0, 2, 3, { kind: 'SERVER', resource: resourceOf('grocery-store') }),
    span(1, 2, 2, 3, { kind: 'INTERNAL', resource: resourceOf('grocery-store') }),
  ],
  'a server twice under one client’s id': [
    span(5, 0, 1, 4, { kind: 'CLIENT' }),
    span(5, 0, 2, 3, { kind: 'SERVER', resource: resourceOf('grocery-store') }),
    span(5, 0, 2, 3, { kind: 'SERVER', resource: resourceOf('stock') }),
  ],
  links: [
    span(1, 0, 0, 5),
    span(2, 1, 1, 4, {
      links: [
        {
          traceId: other,
          spanId: spanIdOf(7),
          traceState: 'vendor=1',
          attributes: attributes({ b: 1n, a: 'x' }),
        },
        { traceId: other, spanId: '', traceState: '', attributes: [] },
        { traceId: `${'0'.repeat(16)}feedfacefeedface`, spanId: spanIdOf(8), traceState: '', attributes: [] },
      ],
    }),
  ],
  'a link that points nowhere': [
    span(1, 0, 0, 5, { links: [{ traceId: '', spanId: '', traceState: '', attributes: [] }] }),
  ],
  'huge attributes': withAttributes({ text: 'x'.repeat(200_000), bytes: new Uint8Array(50_000).fill(7) }),
  'a thousand attributes': withAttributes(
    Object.fromEntries(Array.from({ length: 1000 }, (_, index) => [`key ${index}`, BigInt(index)])),
  ),
  'every type of value': withAttributes({
    string: 'milk',
    markup: '<&>"\\\u2028',
    empty: '',
    yes: true,
    no: false,
    int: 42n,
    double: 0.5,
    whole: 7,
    bytes: new Uint8Array([0, 1, 254, 255]),
    'no bytes': new Uint8Array(),
    nothing: null,
    list: ['a', 1n, 1.5, true, null, new Uint8Array([1])],
    'empty list': [],
    map: { b: 1n, a: { deep: ['<&>'] } },
    'empty map': {},
  }),
  'int64 at its ends': withAttributes({
    max: 2n ** 63n - 1n,
    min: -(2n ** 63n),
    safe: 2n ** 53n - 1n,
    unsafe: 2n ** 53n,
    'safe below 0': -(2n ** 53n) + 1n,
    'unsafe below 0': -(2n ** 53n),
    list: [2n ** 63n - 1n],
  }),
  'doubles at their ends': withAttributes({
    max: Number.MAX_VALUE,
    least: 5e-324,
    '1e20': 1e20,
    '1e21': 1e21,
    '1e-6': 1e-6,
    '1e-7': 1e-7,
    third: 1 / 3,
    list: [1e21, 1e-7, 0.1, 100],
  }),
  'a number that is none': [
    span(1, 0, 0, 5, { resource: resourceOf('unmeasured'), attributes: attributes({ nan: Number.NaN }) }),
  ],
  'an infinite number': [
    span(1, 0, 0, 5, {
      resource: resourceOf('unmeasured'),
      attributes: attributes({ infinity: Number.POSITIVE_INFINITY }),
    }),
  ],
  'numbers that are none in a list': withAttributes({ list: [Number.NaN] }),
  'empty names': [
    span(1, 0, 0, 5, {
      name: '',
      resource: resourceOf('nameless'),
      scope: { name: '', version: '', attributes: [] },
      attributes: attributes({ '': 'empty key' }),
      events: [{ name: '', timeUnixNano: someTime, attributes: [] }],
    }),
  ],
  'a service of no name': [span(1, 0, 0, 5, { resource: resourceOf('') })],
  'a resource without a service': [
    span(1, 0, 0, 5, { resource: { attributes: attributes({ 'host.name': 'a' }) } }),
  ],
  'a resource without attributes': [span(1, 0, 0, 5, { resource: { attributes: [] } })],
  'a service name that is a number': [
    span(1, 0, 0, 5, { resource: { attributes: attributes({ 'service.name': 5n }) } }),
  ],
  'no duration': [span(1, 0, 0, 0)],
  'an end before the start': [span(1, 0, 10, 0)],
  'a child with an end before its start': [span(1, 0, 0, 10), span(2, 1, 8, 2, { resource: hostB })],
  'times of 0': [
    span(1, 0, 0, 0, { startTimeUnixNano: 0n, endTimeUnixNano: 0n, resource: resourceOf('ages') }),
  ],
  'a start at 0': [span(1, 0, 0, 5, { startTimeUnixNano: 0n, resource: resourceOf('ages') })],
  'the last nanosecond of int64': [
    span(1, 0, 0, 0, {
      startTimeUnixNano: 2n ** 63n - 2n,
      endTimeUnixNano: 2n ** 63n - 1n,
      resource: resourceOf('ages'),
    }),
  ],
  'times beyond int64': [
    span(1, 0, 0, 0, {
      startTimeUnixNano: 2n ** 63n + 5n,
      endTimeUnixNano: 2n ** 64n - 1n,
      resource: resourceOf('ages'),
    }),
  ],
  'nanoseconds that microseconds cannot tell': [
    span(1, 0, 0, 0, { startTimeUnixNano: someTime + 1_999n, endTimeUnixNano: someTime + 4_001n }),
  ],
  unicode: [
    span(1, 0, 0, 5, {
      name: 'Äpfel 🍎 和 سلام',
      resource: resourceOf('épicerie 🛒'),
      attributes: attributes({ 'ключ 🔑': 'значение', nul: 'a\u0000b', zwj: '👩‍🌾', combining: 'e\u0301' }),
      events: [{ name: '🎉', timeUnixNano: someTime, attributes: attributes({ '🎈': '🎈' }) }],
    }),
  ],
  'thirty services': Array.from({ length: 30 }, (_, index) =>
    span(index + 1, index, index, 100 - index, { resource: resourceOf(`service-${index}`), kind: 'SERVER' }),
  ),
  'a chain of 200': Array.from({ length: 200 }, (_, index) => span(index + 1, index, 0, 10)),
  'a parent of 200': [
    span(1, 0, 0, 10),
    ...Array.from({ length: 200 }, (_, index) => span(index + 2, 1, 1, 2, { name: `child ${index}` })),
  ],
  events: [
    span(1, 0, 0, 5, {
      events: [
        { name: 'z', timeUnixNano: someTime + 1n, attributes: attributes({ b: 2n, a: 1n }) },
        { name: 'a', timeUnixNano: someTime, attributes: attributes({ event: 'its own', x: 1n }) },
        { name: 'a', timeUnixNano: 0n, attributes: attributes({ event: 5n }) },
        { name: '', timeUnixNano: someTime + 9n * ms, attributes: attributes({ message: 'late' }) },
      ],
    }),
  ],
  'an attribute that was sent twice': [
    span(1, 0, 0, 5, {
      attributes: twice,
      events: [{ name: 'e', timeUnixNano: someTime, attributes: twice }],
      resource: { attributes: [...resourceOf('shopper').attributes, ...twice] },
    }),
  ],
  'attributes named as Jaeger names its own': withAttributes({
    'span.kind': 'server',
    error: 'no',
    'otel.status_code': 'OK',
    'otel.status_description': 'mine',
    'otel.scope.name': 'mine',
    'w3c.tracestate': 'mine=1',
    'internal.span.format': 'mine',
  }),
  'every status': [
    span(1, 0, 0, 5, { status: { code: 'UNSET', message: 'why' } }),
    span(2, 1, 0, 5, { status: { code: 'OK', message: '' } }),
    span(3, 1, 0, 5, { status: { code: 'OK', message: 'fine' } }),
    span(4, 1, 0, 5, { status: { code: 'ERROR', message: '' } }),
    span(5, 1, 0, 5, { status: { code: 'ERROR', message: 'sold out' } }),
  ],
  'every kind': (['UNSPECIFIED', 'INTERNAL', 'SERVER', 'CLIENT', 'PRODUCER', 'CONSUMER'] as const).map(
    (kind, index) => span(index + 1, index, 0, 5, { kind }),
  ),
  'flags, state and counts of what was dropped': [
    span(1, 0, 0, 5, {
      flags: 769,
      traceState: 'vendor=1,other=2',
      droppedAttributesCount: 1,
      droppedEventsCount: 2,
      droppedLinksCount: 4_294_967_295,
    }),
  ],
  'an address as a number': [
    span(1, 0, 0, 5, {
      attributes: attributes({ ip: 3_232_235_777n, 'peer.ipv4': 2_130_706_433 }),
      resource: { attributes: [...resourceOf('shopper').attributes, ...attributes({ ip: 167_772_161n })] },
    }),
    span(2, 1, 0, 9, {
      resource: {
        attributes: [...resourceOf('stock').attributes, ...attributes({ ip: new Uint8Array([10, 0, 0, 1]) })],
      },
    }),
  ],
  'what a library says of itself, on a span': withAttributes({
    'telemetry.sdk.name': 'opentelemetry',
    'telemetry.sdk.language': 'webjs',
    mine: 1n,
  }),
  'what a library says of itself, on a span and against the resource': [
    span(1, 0, 0, 5, {
      attributes: attributes({ 'telemetry.sdk.name': 'span', 'telemetry.sdk.version': '1' }),
      resource: {
        attributes: [
          ...resourceOf('shopper').attributes,
          ...attributes({ 'telemetry.sdk.name': 'resource', 'telemetry.sdk.version': '1', z: 1n }),
        ],
      },
    }),
  ],
  'what a library says of itself, on one span of two': [
    span(1, 0, 0, 5, { resource: hostA, attributes: attributes({ 'telemetry.sdk.name': 'span' }) }),
    span(2, 1, 0, 5, { resource: hostA }),
  ],
  'values within values': withAttributes({
    deep: Array.from({ length: 20 }).reduce<Parameters<typeof attributes>[0][string]>(
      (inner) => [inner],
      'bottom',
    ),
    mixed: [{ list: [{ n: -1n }] }, [[]], {}],
  }),
};
