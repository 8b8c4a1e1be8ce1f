/** From what a self-test finds to the one fault it names. */
import { describe, expect, test } from 'vitest';
import { diagnose } from '../../sandbox/local-lab/diagnose.ts';
import type { Knock, Probes } from '../../sandbox/local-lab/knock.ts';

const ok: Knock = { kind: 'answered', status: 200 };
const refused: Knock = { kind: 'refused' };
const unreachable: Knock = { kind: 'unreachable' };
const at = (address: string, knock: Knock) => ({ address, knock });

/** All is well, but for `changes`. */
function probes(changes: Partial<Probes> = {}): Probes {
  return {
    by: 'command',
    collector: at('http://localhost:4318', ok),
    health: at('http://localhost:13133', ok),
    jaeger: at('http://localhost:16686', ok),
    usual: undefined,
    delivery: { sent: true, found: true, waitedMs: 300 },
    ...changes,
  };
}
const page = (permission?: 'granted' | 'denied' | 'prompt', origin = 'http://localhost:4321') => ({
  by: 'page' as const,
  page: { origin, permission },
});
const collector = (knock: Knock, address = 'http://localhost:4318') => ({ collector: at(address, knock) });
const nobody = (knock: Knock) => ({
  ...collector(knock),
  health: at('http://localhost:13133', knock),
  jaeger: at('http://localhost:16686', knock),
});

test('nothing is wrong when a span arrives', () => {
  expect(diagnose(probes())).toMatchObject({
    fault: undefined,
    words: expect.stringContaining('arrived in Jaeger'),
  });
});

describe.each([
  ['a command line', refused, {}],
  ['a page', unreachable, page()],
] as const)('%s', (_, none, by) => {
  test('says that nothing is running, and how to start it', () => {
    const { fault, todo } = diagnose(probes({ ...by, ...nobody(none) }));
    expect(fault).toBe('nothing-running');
    expect(todo[0]).toContain('`npm run lab`');
  });

  test('says that the Collector alone is down', () => {
    const health = at('http://localhost:13133', none);
    expect(diagnose(probes({ ...by, ...collector(none), health }))).toMatchObject({
      fault: 'collector-down',
    });
  });

  test('says that the port is the wrong one when the Collector’s health answers', () => {
    expect(diagnose(probes({ ...by, ...collector(none, 'http://localhost:4319') }))).toMatchObject({
      fault: 'wrong-port',
      words: expect.stringContaining('http://localhost:4319'),
    });
  });

  test('names the port where a Collector does answer', () => {
    const found = diagnose(
      probes({
        ...by,
        ...collector(none, 'http://localhost:4319'),
        health: at('http://localhost:13133', none),
        usual: at('http://localhost:4318', ok),
      }),
    );
    expect(found.fault).toBe('wrong-port');
    expect(found.todo[0]).toContain('http://localhost:4318');
  });

  test('says that Jaeger is down while the Collector is up', () => {
    const { fault, words } = diagnose(probes({ ...by, jaeger: at('http://localhost:16686', none) }));
    expect(fault).toBe('jaeger-down');
    expect(words).toContain('http://localhost:16686');
  });
});

test('gRPC on an HTTP port: seen by a server', () => {
  const { fault, todo } = diagnose(probes(collector({ kind: 'grpc' }, 'http://localhost:4317')));
  expect(fault).toBe('grpc-port');
  expect(todo[0]).toContain('http://localhost:4318');
});

test('gRPC on an HTTP port: told by a page from 4317 and a Collector that runs', () => {
  const there: Knock = { kind: 'unreadable' };
  const given = { ...page(), ...collector(unreachable, 'http://localhost:4317') };
  expect(diagnose(probes({ ...given, usual: at('http://localhost:4318', ok) })).fault).toBe('grpc-port');
  expect(diagnose(probes({ ...given, health: at('http://localhost:13133', there) })).fault).toBe('grpc-port');
  const none = at('http://localhost:13133', unreachable);
  const jaeger = at('http://localhost:16686', unreachable);
  expect(diagnose(probes({ ...given, health: none, jaeger })).fault).toBe('nothing-running');
});

test('TLS where plain HTTP is meant, and the other way about', () => {
  expect(diagnose(probes(collector({ kind: 'tls' }))).fault).toBe('tls');
  const { fault, todo } = diagnose(probes(collector({ kind: 'not-tls' }, 'https://localhost:4318')));
  expect(fault).toBe('not-tls');
  expect(todo[0]).toContain('`http://localhost:4318`');
});

describe('CORS', () => {
  test('of the Collector, as a page sees it: what to add holds the page’s own origin', () => {
    const found = diagnose(
      probes({ ...page(undefined, 'http://localhost:9999'), ...collector({ kind: 'unreadable' }) }),
    );
    expect(found.fault).toBe('cors');
    expect(found.todo[0]).toContain('allowed_origins: ["http://localhost:9999"]');
  });

  test('of the Collector, as a command line asks for a page', () => {
    const found = diagnose(probes({ cors: { origin: 'https://docs.example', allowed: false } }));
    expect(found.fault).toBe('cors');
    expect(found.todo[0]).toContain('https://docs.example');
  });

  test('of Jaeger', () => {
    const found = diagnose(
      probes({ ...page(), jaeger: at('http://localhost:16686', { kind: 'unreadable' }) }),
    );
    expect(found.fault).toBe('jaeger-cors');
    expect(found.todo[0]).toContain('deploy/jaeger.yaml');
  });
});

describe('the browser’s local-network permission', () => {
  test('is the fault when it is denied and nobody is reached', () => {
    expect(diagnose(probes({ ...page('denied'), ...nobody(unreachable) })).fault).toBe('permission');
  });

  test('is not when the Collector answers all the same', () => {
    expect(diagnose(probes(page('denied'))).fault).toBeUndefined();
  });

  test('is told of when the browser may ask for it', () => {
    const { fault, todo } = diagnose(probes({ ...page('prompt'), ...nobody(unreachable) }));
    expect(fault).toBe('nothing-running');
    expect(todo.join('\n')).toContain('local network');
  });
});

test('an https page is told that its browser may block http', () => {
  const secure = page(undefined, 'https://spanlab.example');
  expect(diagnose(probes({ ...secure, ...nobody(unreachable) })).todo.join('\n')).toContain('https');
});

test('a connection that is taken and never answered', () => {
  expect(diagnose(probes(collector({ kind: 'silent' }))).fault).toBe('silent');
});

test.each<Knock>([{ kind: 'answered', status: 404 }, { kind: 'not-http' }])(
  'something that is no OTLP receiver: $kind',
  (knock) => {
    expect(diagnose(probes(collector(knock))).fault).toBe('not-otlp');
  },
);

test('something that is no Jaeger', () => {
  const jaeger = at('http://localhost:16686', { kind: 'answered', status: 404 } as const);
  expect(diagnose(probes({ jaeger })).fault).toBe('not-jaeger');
});

test('a host that does not exist', () => {
  const { fault, words } = diagnose(probes(collector({ kind: 'unknown-host' }, 'http://colector:4318')));
  expect(fault).toBe('wrong-port');
  expect(words).toContain('http://colector:4318');
});

test('an exporter that does not reach Jaeger: the span was taken and is not found', () => {
  const found = diagnose(probes({ delivery: { sent: true, found: false, waitedMs: 5_000 } }));
  expect(found.fault).toBe('not-delivered');
  expect(found.words).toContain('5 s');
  expect(found.todo.join('\n')).toContain('jaeger:4317');
});

test('a span that is refused', () => {
  expect(diagnose(probes({ delivery: { sent: false, found: false, waitedMs: 10 } })).fault).toBe(
    'refused-span',
  );
});

test('a container that has ended speaks for itself', () => {
  const containers = { collector: { state: 'exited', lastWords: 'unknown type: "nope"' } };
  const health = at('http://localhost:13133', refused);
  expect(diagnose(probes({ ...collector(refused), health, containers })).words).toContain(
    'unknown type: "nope"',
  );
});
