/** OTLP/JSON of one trace with so many spans, all different, of a service `shop`. */
export function tracesJson(spans: number): string {
  const hex = (value: number, digits: number): string => value.toString(16).padStart(digits, '0');
  const traceId = hex(1 + Math.floor(Math.random() * 2 ** 48), 32);
  return JSON.stringify({
    resourceSpans: [
      {
        resource: { attributes: [{ key: 'service.name', value: { stringValue: 'shop' } }] },
        scopeSpans: [
          {
            scope: { name: 'tests' },
            spans: Array.from({ length: spans }, (_, index) => ({
              traceId,
              spanId: hex(index + 1, 16),
              name: `span ${index}`,
              kind: 1,
              startTimeUnixNano: '1700000000000000000',
              endTimeUnixNano: '1700000000001000000',
              attributes: [{ key: 'item', value: { intValue: String(index) } }],
            })),
          },
        ],
      },
    ],
  });
}
