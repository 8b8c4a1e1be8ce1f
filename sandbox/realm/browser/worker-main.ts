/** The first script of a program's Worker: makes a small Node of it, then runs the program. */
import './native.ts';
import type { ConsoleValue } from '../../schemas/run-event.ts';
import { preview } from '../console-preview.ts';
import type { LabMessage, StartProgram, VendorUrls } from '../lab-message.ts';
import type { ProgramMessage } from '../program-message.ts';
import { countActivity } from './activity.ts';
import { countBodyReads } from './bodies.ts';
import { captureConsole } from './console-capture.ts';
import { hideScope } from './hide.ts';
import { installServer } from './incoming.ts';
import { createModuleLoader, type ModuleLoader } from './modules.ts';
import { closeWorker, dataOf, listenToScope, whenDone } from './native.ts';
import { installProcess, ProcessExit } from './process.ts';
import { installRandom } from './random.ts';
import { noteSpanStarts } from './span-starts.ts';
import { installTimers } from './timers.ts';
import { watchUncaught } from './uncaught.ts';
import { installFetch } from './virtual-fetch.ts';

listenToScope('message', connect, { once: true });

function connect(event: MessageEvent): void {
  const [port] = event.ports;
  const first = dataOf(event) as LabMessage;
  if (port === undefined || first.type !== 'connect') return;
  const post = port.postMessage.bind(port);
  const receive = createProgram(first.vendor, (message) => post(message));
  post({ type: 'connected' });
  port.onmessage = (each) => receive(dataOf(each) as LabMessage);
}

/** Returns what takes the lab's messages. */
function createProgram(vendor: VendorUrls, post: (message: ProgramMessage) => void) {
  let over = false;
  const starts = noteSpanStarts((spans) => {
    if (!over) post({ type: 'started', spans });
  });
  const output = captureConsole((entries, dropped) => {
    starts.flush();
    if (!over) post({ type: 'console', entries, dropped });
  });
  // Output goes first: it was there before what the program did next.
  const send = (message: ProgramMessage): void => {
    if (over) return;
    output.flush();
    starts.flush();
    post(message);
  };
  const end = (message: ProgramMessage): void => {
    send(message);
    over = true;
    closeWorker();
  };
  let started = false;
  let emptied = false;
  const activity = countActivity(
    (state) => {
      if (started) send({ type: 'activity', ...state });
    },
    () => {
      if (!started || emptied || incoming.listens()) return;
      emptied = true;
      program.emit('beforeExit', 0);
    },
  );
  const program = installProcess(activity, (code) => end({ type: 'exit', code }));
  const outgoing = installFetch(activity, send);
  const incoming = installServer(activity, send);
  const modules = createModuleLoader(vendor);
  const uncaught = (error: unknown): void => {
    if (error instanceof ProcessExit) return;
    if (program.emit('uncaughtException', error)) return;
    end({ type: 'uncaught', error: describe(error, modules) });
  };
  installTimers(activity);
  countBodyReads(activity);
  installRandom();
  watchUncaught(uncaught);
  hideScope();
  whenDone(modules.load(vendor.warm), () => post({ type: 'ready' }), uncaught);

  const start = ({ env, modules: files, entry }: StartProgram): void => {
    started = true;
    program.setEnv(env);
    starts.setFiles(files.map(({ file }) => file));
    activity.loading();
    whenDone(modules.run(files, entry, activity.loaded), () => activity.evaluated(), uncaught);
  };

  return (message: LabMessage): void => {
    switch (message.type) {
      case 'load':
        whenDone(modules.load(message.chunks), () => undefined, uncaught);
        break;
      case 'start':
        start(message);
        break;
      case 'answer':
        outgoing.answered(message.id, message);
        break;
      case 'no-answer':
        outgoing.failed(message.id, message.failure);
        break;
      case 'incoming':
        incoming.request(message.server, message.id, message);
        break;
      case 'withdrawn':
        incoming.withdrawn(message.id);
        break;
      case 'listening':
        incoming.listening(message.server, message.port, message.address);
        break;
      case 'not-listening':
        incoming.notListening(message.server, message.failure);
        break;
      case 'signal':
        activity.signalled();
        // Without a listener a signal ends the process, as in Node: 128 + 15.
        if (!program.emit(message.name)) end({ type: 'exit', code: 143 });
        break;
      case 'ping':
        activity.tell();
        break;
      case 'connect':
        break;
    }
  };
}

/** Never throws: a program that has broken its own globals still fails with a word. */
function describe(error: unknown, modules: ModuleLoader): ConsoleValue {
  try {
    return named(preview(error), modules);
  } catch {
    return {
      type: 'string',
      text: 'an error that cannot be shown: the program has changed what showing it needs',
    };
  }
}

function named(value: ConsoleValue, modules: ModuleLoader): ConsoleValue {
  if (value.type !== 'error') return value;
  return {
    ...value,
    message: modules.named(value.message),
    stack: value.stack.map(({ text }) => ({ text: modules.named(text) })),
  };
}
