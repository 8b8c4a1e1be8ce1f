import { execFileSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { endpointOf } from '../../../../src/workbench/panels/push/endpoint.ts';
import {
  commandOf,
  emptyDraft,
  type PushDraft,
  requestOf,
} from '../../../../src/workbench/panels/push/push-draft.ts';
import { run } from '../../../../verify/run.ts';

const effects = { now: 1_700_000_000_000_000_000n, randomHex: (digits: number) => '1'.repeat(digits) };
const problemsOf = (draft: Partial<PushDraft>) => {
  const drafted = requestOf({ ...emptyDraft, ...draft }, effects);
  return drafted.ok ? [] : drafted.problems.map(({ option, message }) => `${option}: ${message}`);
};

describe('a span in the push form', () => {
  test('is the lesson’s, before anything is typed', () => {
    const drafted = requestOf(emptyDraft, effects);
    expect(drafted).toMatchObject({
      ok: true,
      request: { url: 'http://localhost:4318/v1/traces', headers: [['content-type', 'application/json']] },
      spans: [
        { name: 'spanOne', endTimeUnixNano: effects.now, startTimeUnixNano: effects.now - 2_000_000_000n },
      ],
    });
  });

  test('may be several, in YAML', () => {
    const drafted = requestOf({ ...emptyDraft, several: true, encoding: 'protobuf' }, effects);
    expect(drafted).toMatchObject({ ok: true, spans: [{ name: 'spanOne' }, { name: 'spanTwo' }] });
  });

  test('names every field that is wrong', () => {
    expect(
      problemsOf({
        endpoint: 'ftp://x',
        duration: 'long',
        attr: 'a=b\nn:int=x',
        header: 'nonsense',
        kind: 'NONE',
      }),
    ).toEqual([
      'endpoint: found "ftp://x", allowed: an address such as http://localhost:4318',
      'header: found "nonsense", allowed: name: value',
      'attr: found "x" for n, allowed: a whole number of 64 bits',
      'duration: found "long", allowed: a length of time such as 250ms or 2s',
      'kind: found "NONE", allowed: INTERNAL, SERVER, CLIENT, PRODUCER, CONSUMER',
    ]);
    expect(problemsOf({ several: true, yaml: 'spans:\n  - nam: x\n' })[0]).toMatch(
      /^yaml: line 2: .*`name`/u,
    );
    expect(problemsOf({ start: 'soon' })[0]).toMatch(/^start: found "soon"/u);
  });

  test('is the same span as the command it is copied as', async () => {
    const draft: PushDraft = {
      ...emptyDraft,
      name: "it's",
      attr: 'n:int=1\ntext=two words',
      event: 'sold out@250ms;item=milk',
      kind: 'SERVER',
      shift: '-1h',
      status: 'ERROR',
      'status-message': '-boom',
      'trace-id': 'a'.repeat(32),
      'span-id': 'b'.repeat(16),
    };
    // A real shell takes the command apart.
    const words = commandOf(draft).replace(/^npx spanlab /u, '');
    const args = execFileSync('sh', ['-c', `printf '%s\\0' ${words}`], { encoding: 'utf8' })
      .split('\0')
      .slice(0, -1);
    const out: string[] = [];
    await run([...args, '--dry-run'], { out: (text) => out.push(text), error: (text) => out.push(text) });
    const drafted = requestOf(draft, effects);
    const timeless = (json: string) => json.replaceAll(/"(?:start|end)?[tT]imeUnixNano":"\d+"/gu, '');
    const sent = out.find((text) => text.trim().startsWith('{')) ?? '';
    expect(drafted.ok && timeless(new TextDecoder().decode(drafted.request.body))).toBe(
      timeless(JSON.stringify(JSON.parse(sent))),
    );
  });
});

describe('the endpoint of a lab', () => {
  const lab = (config: string) =>
    endpointOf(
      {
        services: [],
        network: [],
        backend: 'jaeger',
        collector: { config: 'collector.yaml', machine: 'own', env: {} },
      },
      { 'collector.yaml': config },
    );

  test('is the Collector’s first HTTP receiver', () => {
    expect(lab('receivers: { otlp: { protocols: { http: { endpoint: 0.0.0.0:6006 } } } }')).toBe(
      'http://localhost:6006',
    );
  });

  test.each([
    '',
    '{',
    'x: *nope',
    'receivers: [x]',
    'receivers: { otlp: }',
    'receivers: { zipkin: { protocols: 1 } }',
  ])('is the standard one for %j', (config) => expect(lab(config)).toBe('http://localhost:4318'));
});
