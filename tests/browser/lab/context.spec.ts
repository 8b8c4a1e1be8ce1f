/** The table "Context in the browser": emit to ES2016 plus a zone keeps the active span in every one of these. */
import { expect, family, test } from './lab-test.ts';
import { printing } from './programs.ts';

const sleep = `const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));`;
const child = `const child = (name: string) => tracer.startActiveSpan(name, (span) => span.end());`;

const programs: Record<string, { program: string; expected: string[] }> = {
  'an await': {
    program: `
      await tracer.startActiveSpan('parent', async (span) => {
        await null; child('after a resolved value');
        await sleep(5); child('after a timer');
        await (await fetch('http://localhost:5001/').catch(() => new Response('x'))).text(); child('after a fetch');
        span.end();
      });`,
    expected: [
      'after a resolved value < parent',
      'after a timer < parent',
      'after a fetch < parent',
      'parent < nothing',
    ],
  },
  'interleaved tasks': {
    program: `
      const task = (name: string, ms: number) => tracer.startActiveSpan(name, async (span) => {
        for (let round = 0; round < 3; round++) { await sleep(ms); child(name + round); }
        span.end();
      });
      await Promise.all([task('a', 4), task('b', 6)]);`,
    expected: ['a < nothing', 'a0 < a', 'a1 < a', 'a2 < a', 'b < nothing', 'b0 < b', 'b1 < b', 'b2 < b'],
  },
  timers: {
    program: `
      tracer.startActiveSpan('parent', (span) => {
        setTimeout(() => { child('in a timeout'); }, 5);
        const interval = setInterval(() => { child('in an interval'); clearInterval(interval); span.end(); }, 10);
      });`,
    expected: ['in a timeout < parent', 'in an interval < parent', 'parent < nothing'],
  },
  '.then': {
    program: `
      await tracer.startActiveSpan('parent', (span) =>
        sleep(5).then(() => child('in then')).finally(() => { child('in finally'); span.end(); }));`,
    expected: ['in then < parent', 'in finally < parent', 'parent < nothing'],
  },
  microtasks: {
    program: `
      await tracer.startActiveSpan('parent', (span) => new Promise<void>((resolve) => {
        queueMicrotask(() => { child('in a microtask'); span.end(); resolve(); });
      }));`,
    expected: ['in a microtask < parent', 'parent < nothing'],
  },
  'async generators': {
    program: `
      async function* shelves() { for (const name of ['bread', 'milk']) { await sleep(2); child('reach ' + name); yield name; } }
      await tracer.startActiveSpan('parent', async (span) => {
        for await (const name of shelves()) child('take ' + name);
        span.end();
      });`,
    expected: [
      'reach bread < parent',
      'take bread < parent',
      'reach milk < parent',
      'take milk < parent',
      'parent < nothing',
    ],
  },
};

for (const [what, { program, expected }] of Object.entries(programs)) {
  test(`the active span is kept over ${what}`, async ({ lab }) => {
    const events = await lab.run({
      'main.ts': `import { tracer } from './_printing.ts';\n${sleep}\n${child}\n${program}`,
      '_printing.ts': printing,
    });
    const found = family(events);
    // Interleaved tasks end in an order that timers decide.
    expect(what === 'interleaved tasks' ? found.toSorted() : found).toEqual(expected);
  });
}
