// One span, made by hand. No package is needed: OTLP over HTTP is JSON in a POST request.
const end = BigInt(Date.now()) * 1_000_000n; // nanoseconds since 1970
const start = end - 2_000_000_000n;

const body = {
  resourceSpans: [
    {
      resource: { attributes: [{ key: 'service.name', value: { stringValue: 'serviceA' } }] },
      scopeSpans: [
        {
          scope: { name: 'by hand' },
          spans: [
            {
              traceId: randomHex(32),
              spanId: randomHex(16),
              name: 'spanOne',
              kind: 1, // INTERNAL
              startTimeUnixNano: String(start),
              endTimeUnixNano: String(end),
            },
          ],
        },
      ],
    },
  ],
};

const answer = await fetch('http://localhost:6006/v1/traces', {
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});
console.log(answer.status, await answer.text());

function randomHex(digits: number): string {
  const bytes = crypto.getRandomValues(new Uint8Array(digits / 2));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
