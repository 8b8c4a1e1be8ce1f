/** The first script of a Worker: waits for its program and runs it. */
import { dataOf, listenToScope } from '@spanlab/sandbox/realm/browser/native.ts';
import { type Program, startProgram } from './program.ts';
import type { ProgramStart } from './program-report.ts';

/** What would let a program speak to whoever started it, past all bounds, or seem to have ended. */
const hidden = ['postMessage', 'close', 'onmessage', 'onmessageerror'];

let program: Program | undefined;

listenToScope(
  'message',
  (event) => {
    event.stopImmediatePropagation();
    const [port] = event.ports;
    if (port === undefined) return;
    const post = port.postMessage.bind(port);
    port.onmessage = () => program?.end();
    for (const name of hidden)
      Object.defineProperty(globalThis, name, { value: undefined, configurable: true });
    program = startProgram(dataOf(event) as ProgramStart, (report) => post(report));
  },
  { once: true },
);
