/** The smallest OTLP/JSON that has everything the tests look for: two services, four spans, one trace. */

interface HandMade {
  traceId: string;
  body: Uint8Array<ArrayBuffer>;
}

/**
 * Builds an export request whose spans end at `endsAtMs`.
 * @param random 16 bytes: the trace id
 */
export function handMadeTrace(random: Uint8Array, endsAtMs: number): HandMade {
  const traceId = Buffer.from(random).toString('hex');
  const nano = (beforeEndMs: number) => `${BigInt(endsAtMs - beforeEndMs) * 1_000_000n}`;
  const span = (id: number, parent: number | undefined, name: string, kind: number, lastsMs: number) => ({
    traceId,
    spanId: id.toString(16).padStart(16, '0'),
    parentSpanId: parent?.toString(16).padStart(16, '0') ?? '',
    name,
    kind,
    startTimeUnixNano: nano(lastsMs),
    endTimeUnixNano: nano(0),
    attributes: [
      { key: 'shelf', value: { stringValue: 'milk' } },
      { key: 'litres', value: { intValue: '9007199254740993' } },
    ],
    events: [{ timeUnixNano: nano(lastsMs / 2), name: 'half way' }],
    status: id === 4 ? { code: 2, message: 'sold out' } : {},
  });
  const from = (service: string, ...spans: ReturnType<typeof span>[]) => ({
    resource: { attributes: [{ key: 'service.name', value: { stringValue: service } }] },
    scopeSpans: [{ scope: { name: 'by hand', version: '1' }, spans }],
  });
  const request = {
    resourceSpans: [
      from('shopper', span(1, undefined, 'going to the grocery store', 1, 40), span(2, 1, 'GET', 3, 30)),
      from('grocery-store', span(3, 2, 'GET /', 2, 20), span(4, 3, 'welcome message', 1, 10)),
    ],
  };
  return { traceId, body: new TextEncoder().encode(JSON.stringify(request)) };
}
