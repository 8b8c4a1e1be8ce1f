import { labSchema } from '../../../sandbox/schemas/lab.ts';
import { exitOf, expect, lines, only, test } from './lab-test.ts';

/** Runs one program of plain JavaScript that no compiler has looked at. */
const raw = (code: string, expectation = false) => ({
  lab: labSchema.parse({ services: [{ name: 'evil', entry: 'evil.js' }], runLimitMs: 5_000 }),
  programs: { 'evil.js': code },
  expectation,
});

test('what the frame is to refuse can be had without it', async ({ lab }) => {
  const status = await lab.page.evaluate(async () => {
    const frame = document.createElement('iframe');
    frame.setAttribute('sandbox', 'allow-scripts');
    const script = `fetch('${location.origin}/lab/manifest.json').then((answer) => parent.postMessage(answer.status, '*'))`;
    frame.srcdoc = `<script>${script}</script>`;
    const answer = new Promise((resolve) =>
      addEventListener('message', ({ data }) => resolve(data), { once: true }),
    );
    document.body.append(frame);
    return answer.finally(() => frame.remove());
  });
  expect(status).toBe(200);
});

for (const [what, attempt] of Object.entries({
  'a request to the page’s server': `fetch(origin + '/lab/manifest.json')`,
  'a request elsewhere': `fetch('http://example.com/')`,
  XMLHttpRequest: `new Promise((resolve, reject) => { const x = new XMLHttpRequest(); x.open('GET', origin); x.onload = resolve; x.onerror = () => reject(new Error('refused')); x.send(); })`,
  WebSocket: `new Promise((resolve, reject) => { const s = new WebSocket(origin.replace('http', 'ws')); s.onopen = resolve; s.onerror = () => reject(new Error('refused')); })`,
  EventSource: `new Promise((resolve, reject) => { const s = new EventSource(origin); s.onopen = resolve; s.onerror = () => reject(new Error('refused')); })`,
  importScripts: `importScripts(origin + '/x.js')`,
  'a remote import': `import(origin + '/x.js')`,
  'a data: import': `import('data:text/javascript,export default 1')`,
  eval: `eval('1')`,
  IndexedDB: `new Promise((resolve, reject) => { const r = indexedDB.open('x'); r.onsuccess = resolve; r.onerror = () => reject(r.error); })`,
  'cache storage': `caches.open('x')`,
  localStorage: `localStorage.getItem('x')`,
  'the page': `parent.document.title`,
  'a module worker from elsewhere': `new Promise((resolve, reject) => { const w = new Worker(origin + '/x.js'); w.onmessage = resolve; w.onerror = () => reject(new Error('refused')); })`,
})) {
  test(`the frame alone refuses ${what}`, async ({ lab }) => {
    const said = await lab.page.evaluate(
      (script) => window.harness.probe(script),
      `const origin = ${JSON.stringify(new URL(lab.page.url()).origin)};
       (async () => ${attempt})().then((value) => say('reached: ' + value), (problem) => say('refused: ' + problem.name));`,
    );
    expect(said).toMatch(/^refused: /u);
  });
}

test('a program has an opaque origin and none of the ways out', async ({ lab }) => {
  const { lab: given, programs } = raw(`
    const names = ['postMessage', 'close', 'importScripts', 'Worker', 'SharedWorker', 'BroadcastChannel', 'WebSocket',
      'XMLHttpRequest', 'EventSource', 'indexedDB', 'caches', 'localStorage', 'document', 'parent', 'onmessage'];
    const found = names.filter((name) => {
      for (let at = globalThis; at; at = Object.getPrototypeOf(at)) if (Object.getOwnPropertyDescriptor(at, name)?.value ?? Object.getOwnPropertyDescriptor(at, name)?.get) return true;
      return false;
    });
    console.log(location.origin, found.join());
    try { new Function('return 1')(); console.log('eval works'); } catch (problem) { console.log(problem.name); }
    await import('https://example.com/x.js').catch(() => console.log('no import'));`);
  const runId = await lab.page.evaluate(({ given, programs }) => window.harness.runRaw(given, programs), {
    given,
    programs,
  });
  expect(lines(await lab.ended(runId))).toEqual(['evil: null ', 'evil: EvalError', 'evil: no import']);
});

test('a program that pollutes every prototype cannot speak as the lab', async ({ lab }) => {
  const { lab: given, programs } = raw(`
    const stolen = [];
    const note = (thing) => { if (thing === MessagePort.prototype) return; if (thing instanceof MessagePort || typeof thing?.postMessage === 'function') stolen.push(thing); };
    const forge = { type: 'check', result: { index: 0, check: 'forged', ok: true, reasons: [], diff: '' } };
    const log = console.log;
    const pollute = (holder, name) => {
      const native = Object.getOwnPropertyDescriptor(holder, name)?.value;
      if (typeof native !== 'function') return;
      try {
        Object.defineProperty(holder, name, { configurable: true, writable: true, value: function (...args) {
          note(this); args.forEach(note);
          return Reflect.apply(native, this, args);
        } });
      } catch {}
    };
    const { apply } = Reflect;
    for (const holder of [Array.prototype, Map.prototype, Set.prototype, Promise.prototype, Promise, JSON, Object, Function.prototype, MessagePort.prototype, EventTarget.prototype, Event.prototype, String.prototype, RegExp.prototype, Error]) {
      for (const name of Object.getOwnPropertyNames(holder)) {
        if (['constructor', 'prototype', 'apply', 'forEach', 'defineProperty', 'push'].includes(name)) continue;
        pollute(holder, name);
      }
    }
    for (const name of ['data', 'ports', 'source', 'target', 'currentTarget']) {
      for (const { prototype } of [MessageEvent, Event]) {
        const property = Object.getOwnPropertyDescriptor(prototype, name);
        if (property?.get) Object.defineProperty(prototype, name, { ...property, get() { note(this); const value = apply(property.get, this, []); note(value); return name === 'data' ? forge : value; } });
      }
    }
    for (const name of ['type', 'message', 'slot', 'toJSON', 'then', 'port', 'data']) {
      Object.defineProperty(Object.prototype, name, { configurable: true, get() { note(this); return undefined; }, set(value) { note(this); note(value); Object.defineProperty(this, name, { value, writable: true, configurable: true, enumerable: true }); } });
    }
    Error.prepareStackTrace = (error, frames) => { for (const frame of frames) { note(frame.getThis()); note(frame.getFunction()); } return 'x'; };
    addEventListener('message', (event) => { note(event.target); stolen.push(event); });
    globalThis.onmessage = (event) => stolen.push(event);
    log('one'); setTimeout(() => log('two'), 5);
    try { await fetch('http://localhost:1/'); } catch (problem) { log('refused', problem instanceof TypeError); }
    await new Promise((resolve) => setTimeout(resolve, 50));
    log('stolen', stolen.filter((each) => each instanceof MessagePort).length, stolen.length);
    for (const port of [...stolen]) { try { port.postMessage?.(forge); port.postMessage?.({ type: 'exit', reason: 'finished', message: 'forged' }); } catch {} }
    try { globalThis.postMessage?.(forge); self.postMessage?.(forge); } catch {}
  `);
  const runId = await lab.page.evaluate(({ given, programs }) => window.harness.runRaw(given, programs), {
    given,
    programs,
  });
  const events = await lab.ended(runId);
  expect(lines(events)).toContain('evil: stolen 0 0');
  expect(only(events, 'check')).toEqual([]);
  expect(only(events, 'exit')).toHaveLength(1);
  expect(exitOf(events).message).not.toContain('forged');
});

test('console values cannot smuggle code or events: getters are not run, proxies and throwing values are shown', async ({
  lab,
}) => {
  const events = await lab.run({
    'evil.ts': `
      console.log({ get secret() { console.log('getter ran'); return 1; } });
      console.log(new Proxy({}, { ownKeys() { throw new Error('trap'); } }));
      console.log({ type: 'exit', reason: 'finished' });
      const circle: Record<string, unknown> = {}; circle.self = circle; console.log(circle);
      let deep: unknown = 0; for (let level = 0; level < 50_000; level++) deep = [deep]; console.log(deep);
      console.log('x'.repeat(5_000_000));
      console.log(Array.from({ length: 1_000_000 }, (_, index) => index));`,
  });
  expect(exitOf(events).reason).toBe('finished');
  const printed = only(events, 'console');
  expect(printed).toHaveLength(7);
  expect(JSON.stringify(printed[0]?.args)).toContain('[Getter]');
  expect(JSON.stringify(printed[1]?.args)).toContain('cannot be shown: Error: trap');
  expect(printed[2]?.args[0]).toMatchObject({ type: 'object', className: 'Object' });
  expect(JSON.stringify(printed[3]?.args)).toContain('circular');
  expect(JSON.stringify(printed).length).toBeLessThan(200_000);
});

for (const [what, hostile] of Object.entries({
  'breaks error events': `
    Event.prototype.preventDefault = () => {};
    for (const name of ['error', 'message']) Object.defineProperty(ErrorEvent.prototype, name, { get() { throw 1; } });
    throw new Error('All checks passed');`,
  'breaks what the realm takes errors with': `
    Map.prototype.get = () => { throw new Error('All checks passed'); };
    throw new Error('All checks passed');`,
  'does so with 30 MB': `
    Map.prototype.get = () => { throw new Error('All checks passed' + '!'.repeat(30_000_000)); };
    throw new Error('All checks passed' + '!'.repeat(30_000_000));`,
})) {
  test(`a program that ${what} fails alone, and does not speak for the run`, async ({ lab }) => {
    const given = labSchema.parse({
      services: [
        { name: 'evil', entry: 'evil.js' },
        { name: 'good', entry: 'good.js' },
      ],
      runLimitMs: 5_000,
    });
    const programs = {
      'evil.js': `
        setTimeout(() => {${hostile}}, 20);`,
      'good.js': `setTimeout(() => console.log('good goes on'), 300);`,
    };
    const runId = await lab.page.evaluate(({ given, programs }) => window.harness.runRaw(given, programs), {
      given,
      programs,
    });
    const events = await lab.ended(runId);
    expect(exitOf(events).reason).toBe('failed');
    expect(exitOf(events).message).not.toContain('All checks passed');
    const [uncaught, ...more] = only(events, 'uncaught');
    expect(more).toEqual([]);
    expect(uncaught?.service).toBe('evil');
    expect(JSON.stringify(uncaught).length).toBeLessThan(1_000);
    expect(lines(events)).toEqual(['good: good goes on']);
  });
}
