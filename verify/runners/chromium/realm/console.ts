/** The program's `console`: each call becomes a bounded report. Node's own console writes them out, elsewhere. */
import { preview } from '@spanlab/sandbox/realm/console-preview.ts';
import { valuesWeight } from '@spanlab/sandbox/realm/message-weight.ts';
import { type ConsoleMethod, consoleMethods, type ProgramReport, reportLimits } from './program-report.ts';

export function installConsole(send: (report: ProgramReport) => void): void {
  let calls = 0;
  let text = 0;
  const write = (method: ConsoleMethod, args: unknown[]): void => {
    if (calls > reportLimits.calls || text > reportLimits.text) return;
    const values = args.slice(0, 100).map((arg) => preview(arg));
    calls += 1;
    text += valuesWeight(values);
    if (calls > reportLimits.calls || text > reportLimits.text) send({ type: 'flood' });
    else send({ type: 'console', method, args: values });
  };
  const methods = Object.fromEntries(
    consoleMethods.map((method) => [method, (...args: unknown[]): void => write(method, args)]),
  );
  // Here, as the moments of the calls count.
  const times = new Map<string, number>();
  const now = performance.now.bind(performance);
  const elapsed = (label: unknown): string => {
    const name = String(label ?? 'default');
    const started = times.get(name);
    return started === undefined
      ? `No such label '${name}' for console.time()`
      : `${name}: ${(now() - started).toFixed(3)}ms`;
  };
  Object.assign(console, methods, {
    clear: () => undefined,
    time: (label: unknown) => void times.set(String(label ?? 'default'), now()),
    timeLog: (label: unknown, ...rest: unknown[]) => write('log', [elapsed(label), ...rest]),
    timeEnd: (label: unknown) => {
      write('log', [elapsed(label)]);
      times.delete(String(label ?? 'default'));
    },
  });
}
