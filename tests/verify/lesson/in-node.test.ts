import { parseExpectation } from '@spanlab/sandbox/expect/parse.ts';
import { expect, test } from 'vitest';
import { inNode } from '../../../verify/lesson/take-home/in-node.ts';

function expectation(text: string) {
  const parsed = parseExpectation({ file: 'expect.yaml', text });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.value;
}
const plain = { hasExchanges: true, byGrpc: false };

test('requests between programs are left out, and named', () => {
  const asked = expectation(`checks:
  - check: Ada is heard
    wire: [{ from: shopper, to: store }]
  - check: And Jaeger too
    stdout: [{ matches: bye }]
    wire: [{ from: shopper, to: jaeger }, { from: shopper, to: store }]
`);
  const { checks, notes } = inNode(asked, plain);
  expect(checks).toEqual([
    undefined,
    expect.objectContaining({ wire: [{ from: 'shopper', to: 'jaeger' }], stdout: [{ matches: 'bye' }] }),
  ]);
  expect(notes).toEqual(['Nobody hears these requests here: “Ada is heard”, “And Jaeger too”.']);
  expect(inNode(asked, { ...plain, hasExchanges: false }).checks[1]?.wire).toBeUndefined();
});

test('the SDK’s language is Node’s, wherever in the tree it is asked for, and that is named', () => {
  const asked = expectation(`checks:
  - check: It says what it is
    spans: [{ name: a, children: [{ name: b, resource: { telemetry.sdk.language: webjs, service.name: x } }] }]
`);
  const { checks, notes } = inNode(asked, plain);
  expect(checks[0]?.spans?.[0]?.children?.[0]?.resource).toEqual({
    'telemetry.sdk.language': 'nodejs',
    'service.name': 'x',
  });
  expect(notes).toEqual(['telemetry.sdk.language is nodejs here, and webjs in the page.']);
});

test('a project that exports by gRPC is held to gRPC’s path, and that is named', () => {
  const asked = expectation(`checks:
  - check: It is sent
    wire: [{ from: shopper, to: jaeger, path: /v1/traces }]
`);
  expect(inNode(asked, plain)).toMatchObject({ checks: [{ wire: [{ path: '/v1/traces' }] }], notes: [] });
  const { checks, notes } = inNode(asked, { ...plain, byGrpc: true });
  expect(checks[0]?.wire?.[0]?.path).toBe('/TraceService\\/Export$/');
  expect(notes).toHaveLength(1);
});
