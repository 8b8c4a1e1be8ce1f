import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createConsoleLog, type LogRecord } from '../../sandbox/collector/console-log.ts';
import { createLogOutbox } from '../../sandbox/collector/log-outbox.ts';
import { fakeClock } from '../support/fake-clock.ts';

function parsed(...writes: string[]): LogRecord[] {
  const records: LogRecord[] = [];
  const log = createConsoleLog((record) => records.push(record));
  for (const text of writes) log.write(text);
  log.end();
  return records;
}

const at = '2026-11-21T12:00:00.000Z';

describe('the console log', () => {
  it('is read record by record, with levels', () => {
    const text = `${at}\tinfo\tservice.go:214\tStarting\n${at}\twarn\tx.go:1\tCareful\n${at}\terror\tx.go:2\tBad\n`;
    expect(parsed(text).map(({ level }) => level)).toEqual(['info', 'warn', 'error']);
    expect(
      parsed(text)
        .map((each) => each.text)
        .join('\n'),
    ).toBe(text.trimEnd());
  });

  it('keeps what a record prints over several lines together', () => {
    const detailed = `${at}\tinfo\tResourceSpans #0\nResource SchemaURL: \nSpan #0\n    Name: x\n\t{"kind": "exporter"}\n`;
    expect(parsed(detailed)).toEqual([{ level: 'info', text: detailed.trimEnd() }]);
  });

  it('knows times with an offset', () => {
    expect(parsed('2026-11-21T13:00:00.000+0100\tdebug\tx\n')).toMatchObject([{ level: 'debug' }]);
  });

  it('shows what Go prints when it dies as what it is', () => {
    expect(parsed('panic: runtime error: index out of range\n\ngoroutine 1 [running]:\n')).toMatchObject([
      { level: 'fatal' },
    ]);
    expect(parsed('Error: cannot start\n')).toMatchObject([{ level: 'error' }]);
  });

  it('waits for the rest of a line', () => {
    expect(parsed(`${at}\tinfo\thal`, 'f a line\n')).toEqual([
      { level: 'info', text: `${at}\tinfo\thalf a line` },
    ]);
  });

  it('keeps 64,000 characters of a record, and says how much more there was', () => {
    const [record] = parsed(`${at}\tinfo\t${'x'.repeat(100_000)}\n`);
    expect(record?.text.length).toBeLessThan(64_100);
    expect(record?.text).toContain(`… ${100_000 + at.length + 6 - 64_000} more characters`);
    const [endless] = parsed(...Array.from({ length: 200 }, () => 'y'.repeat(1_000)));
    expect(endless?.text).toContain('… 136000 more characters');
  });

  it('loses no line, however the text is cut', () => {
    const line = fc.string().map((text) => text.replace(/[\r\n]/gu, ''));
    fc.assert(
      fc.property(fc.array(line, { minLength: 1 }), fc.array(fc.nat(200)), (lines, cuts) => {
        const text = `${lines.join('\n')}\n`;
        const places = [0, ...cuts.map((cut) => cut % text.length).toSorted((a, b) => a - b), text.length];
        const writes = places.slice(1).map((end, index) => text.slice(places[index], end));
        const shown = parsed(...writes).map((each) => each.text);
        expect(shown.join('\n').replace(/\n+/gu, '\n')).toBe(lines.join('\n').replace(/\n+/gu, '\n'));
      }),
    );
  });
});

describe('the way out of the Worker', () => {
  it('sends records in batches, and counts what is too much for one', () => {
    const clock = fakeClock();
    const sent: LogRecord[][] = [];
    const outbox = createLogOutbox((records) => void sent.push(records), clock.after);
    for (let index = 0; index < 1_000; index += 1) outbox.put({ level: 'info', text: `line ${index}` });
    expect(sent).toEqual([]);
    clock.advance(40);
    expect(sent).toHaveLength(1);
    expect(sent[0]).toHaveLength(251);
    expect(sent[0]?.at(-1)).toEqual({
      level: 'warn',
      text: '… 750 more records came at once and are not shown',
    });
    outbox.put({ level: 'info', text: 'later' });
    outbox.flush();
    clock.advance(40);
    expect(sent.slice(1)).toEqual([[{ level: 'info', text: 'later' }]]);
  });
});
