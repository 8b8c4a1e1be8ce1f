import { InMemorySpanExporter } from '@opentelemetry/sdk-trace-web';
import { describe, expect, test } from 'vitest';
import { defineExpect } from '../../../verify/expect-trace/define-expect.ts';
import {
  expectTrace,
  expectTraceEventually,
  TraceMismatch,
} from '../../../verify/expect-trace/expect-trace.ts';
import '../../../verify/expect-trace/vitest.ts';
import { shopping } from './shopping.ts';

const tree = { name: 'trip', children: [{ name: 'GET', kind: 'CLIENT' as const, status: 'ERROR' as const }] };

describe('a tree', () => {
  test('that the spans form is met, with everything the SDK says of a span', async () => {
    const exporter = await shopping();
    expectTrace(exporter).toMatchTree({
      name: 'trip',
      service: 'shopper',
      attributes: { 'list.items': 3, 'list.open': true },
      scope: { name: 'shopper', version: '1.0.0' },
      children: [
        {
          name: 'GET',
          kind: 'CLIENT',
          status: { code: 'ERROR', message: 'no bread' },
          events: [{ name: 'retry', attributes: { attempt: 1 } }],
        },
      ],
    });
    expectTrace(exporter.getFinishedSpans()).toMatchTree([tree, { name: 'clean up' }], { extra: 'forbid' });
  });

  test('that differs is shown beside what was found, with every reason', async () => {
    const exporter = await shopping();
    const wrong = { name: 'trip', children: [{ name: 'GET', kind: 'SERVER' as const }, { name: 'paying' }] };
    expect(() => expectTrace(exporter).toMatchTree(wrong)).toThrowErrorMatchingInlineSnapshot(`
      [TraceMismatch: The spans match the tree
        "GET" has the kind CLIENT, expected SERVER.
        "trip" has no child "paying"; there is "GET".

          expected            found
        ~ trip                trip INTERNAL shopper
        ~   GET SERVER          GET CLIENT shopper ERROR
        ~       kind: SERVER        kind: CLIENT
        -   paying
        +                     clean up INTERNAL shopper]
    `);
  });

  test('leaves other spans alone, unless they are forbidden', async () => {
    const exporter = await shopping();
    expectTrace(exporter).toMatchTree(tree);
    expect(() => expectTrace(exporter).toMatchTree(tree, { extra: 'forbid' })).toThrow(
      /a span too many: "clean up"/u,
    );
  });
});

test('no spans at all never pass, not behind .not either', () => {
  const exporter = new InMemorySpanExporter();
  expect(() => expectTrace(exporter).toMatchTree(tree)).toThrow(/There are no spans at all/u);
  expect(() => expectTrace(exporter).toLackSpan({ name: 'GET' })).toThrow(/There are no spans at all/u);
  expect(() => expect(exporter).not.toMatchTree(tree)).toThrow(/There are no spans at all/u);
  expectTrace(exporter).toMatchTree([]);
});

test('a span is found at any depth, and missed where there is none', async () => {
  const exporter = await shopping();
  expectTrace(exporter).toContainSpan({ name: 'GET' });
  expectTrace(exporter).toLackSpan({ name: 'paying' });
  expect(() => expectTrace(exporter).toContainSpan({ name: 'paying' })).toThrow(/No .*paying/u);
  expect(() => expectTrace(exporter).toLackSpan({ name: 'GET' })).toThrow(/GET.*is there/u);
});

test('two traces are not one', async () => {
  const exporter = await shopping();
  expect(() => expectTrace(exporter).toBeOneTrace()).toThrow(/2 traces/u);
  const [get, trip] = exporter.getFinishedSpans();
  expectTrace([get, trip].flatMap((span) => span ?? [])).toBeOneTrace();
});

test('OTLP/JSON is read too, parsed or as text', () => {
  const span = {
    traceId: '5b8efff798038103d269b633813fc60c',
    spanId: 'eee19b7ec3c1b174',
    name: 'GET',
    kind: 3,
    startTimeUnixNano: '1',
    endTimeUnixNano: '2',
  };
  const request = { resourceSpans: [{ scopeSpans: [{ spans: [span] }] }] };
  expectTrace(request).toMatchTree({ name: 'GET', kind: 'CLIENT' });
  expectTrace(JSON.stringify(request)).toMatchTree({ name: 'GET', kind: 'CLIENT' });
});

test('what is no span is said to be none', () => {
  const source = [{ hello: 1 }] as never;
  expect(() => expectTrace(source).toMatchTree(tree)).toThrow('number 1 is an object with hello');
});

test('spans that come by and by are waited for, and what is missing in the end is said', async () => {
  const exporter = await shopping();
  const all = exporter.getFinishedSpans();
  let asked = 0;
  const growing = () => all.slice(0, asked++);
  await expectTraceEventually(growing, { everyMs: 1 }).toMatchTree(tree);
  expect(asked).toBeGreaterThan(2);
  const never = expectTraceEventually(() => all, { withinMs: 5, everyMs: 1 }).toContainSpan({
    name: 'paying',
  });
  await expect(never).rejects.toThrow(TraceMismatch);
});

describe("Vitest's expect", () => {
  test('knows the matchers, and their opposites', async () => {
    const exporter = await shopping();
    expect(exporter).toMatchTree(tree);
    expect(exporter).not.toMatchTree({ name: 'paying' });
    expect(exporter).toContainSpan({ name: 'GET' });
    expect(exporter).toMeetExpectation({ checks: [{ check: 'two traces', traces: 2 }] });
    expect(() => expect(exporter).not.toMatchTree(tree)).toThrow(/not to match, and they do/u);
    expect(() => expect(exporter).toMatchTree({ name: 'paying' })).toThrow(/paying/u);
  });
});

describe('an expectation in TypeScript', () => {
  test('is refused with all that is wrong', () => {
    const wrong = { checks: [{ check: 'x', span: [], extra: 'never' }] } as never;
    expect(() => defineExpect(wrong)).toThrowErrorMatchingInlineSnapshot(`
      [TypeError: This is no expectation:
        checks.0.extra: \`extra\`: found "never", allowed: forbid, allow
        checks.0.span: found \`span\`, did you mean \`spans\`? Allowed in \`checks\`: \`check\`, \`read\`, \`spans\`, \`somewhere\`, \`extra\`, \`absent\`, \`traces\`, \`invariants\`, \`stdout\`, \`wire\`]
    `);
  });

  test('that asks what a test does not have is refused', async () => {
    const exporter = await shopping();
    const printed = { checks: [{ check: 'it says hello', stdout: [{ matches: 'hello' }] }] };
    expect(() => expectTrace(exporter).toMeet(printed)).toThrow(
      /"it says hello" reads what a program printed/u,
    );
  });
});
