/** Sees what a program takes from its surroundings that no key of the cache has: servers, files, the environment. */
import { subscribe } from 'node:diagnostics_channel';
import { dirname, resolve, sep } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { environmentOf } from '../../../cache/environment.ts';
import type { Program } from '../messages.ts';

export interface Surroundings {
  /** Files read beside modules, absolute. */
  read(): string[];
  /** Why what it came to may be something else next time. */
  notRemembered(): string | undefined;
}

export interface Seen {
  /** Project files that took part so far, absolute. */
  loaded(): readonly string[];
  /** Listening in the program itself? */
  listens(port: number): boolean;
}

/** Files read, and stacks looked at for the name of an environment variable. */
const most = { files: 500, looks: 500 };

export function watchSurroundings(program: Program, seen: Seen): Surroundings {
  let why: string | undefined;
  const note = (reason: string) => {
    why ??= reason;
  };
  watchSockets(program, seen, note);
  watchEnvironment(program, seen, note);
  const files = watchReads(note);
  return { read: () => [...files], notRemembered: () => why };
}

interface ClientSocket {
  once(event: 'connectionAttempt', heard: (host: string, port: number) => void): unknown;
}

function watchSockets(program: Program, { listens }: Seen, note: (why: string) => void): void {
  const gateway = new URL(program.env['OTEL_EXPORTER_OTLP_ENDPOINT'] ?? 'http://localhost:4318');
  // Where it has OTLP's own ports for itself, they lead to the same place.
  const expected = new Set([Number(gateway.port), 4317, 4318]);
  subscribe('net.client.socket', (message) => {
    const { socket } = message as { socket: ClientSocket };
    socket.once('connectionAttempt', (host, port) => {
      const isHere = /^(?:127\.|::1$|localhost$|::ffff:127\.)/u.test(host);
      if (!isHere || !(expected.has(port) || listens(port))) note(`it connects to ${host} on port ${port}`);
    });
  });
}

/** Packages' reads are the same as long as the packages are; code of the project's own may read any name. */
function watchEnvironment(program: Program, { loaded }: Seen, note: (why: string) => void): void {
  const { env } = process;
  const texts = program.files.map(({ source = '' }) => source);
  const own = new Set(program.files.flatMap(({ url }) => [url, fileURLToPath(url)]));
  const known = new Map<string, boolean>();
  let looks = 0;
  const isKnown = (name: string) => {
    const answer = known.get(name) ?? Object.keys(environmentOf({ [name]: '' }, texts)).length > 0;
    if (known.size < 10_000) known.set(name, answer);
    return answer;
  };
  const isOwn = () => {
    looks += 1;
    const path = callerOf();
    return own.has(path) || loaded().some((file) => file === path || pathToFileURL(file).href === path);
  };
  const look = (name: string | symbol) => {
    if (typeof name !== 'string' || name === 'TMPDIR' || name === 'PWD' || isKnown(name)) return;
    if (looks > most.looks) note('it reads its environment often');
    else if (isOwn()) note(`it reads the environment variable ${name}`);
  };
  const watched = new Proxy(env, {
    get(target, name) {
      look(name);
      return Reflect.get(target, name);
    },
    has(target, name) {
      look(name);
      return Reflect.has(target, name);
    },
    set: (target, name, value) => Reflect.set(target, name, value),
    ownKeys(target) {
      if (looks <= most.looks && isOwn()) note('it reads its whole environment');
      return Reflect.ownKeys(target);
    },
  });
  Object.defineProperty(process, 'env', {
    value: watched,
    writable: true,
    enumerable: true,
    configurable: true,
  });
}

/** The file that the innermost frame beside Node's and these own ones lies in. */
function callerOf(): string {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 12;
  const { stack = '' } = new Error('to see who asks');
  Error.stackTraceLimit = stackTraceLimit;
  for (const line of stack.split('\n').slice(1)) {
    const path = /^\s*at (?:.*\()?(.+?):\d+:\d+\)?$/u.exec(line)?.[1]?.replace(/^async /u, '') ?? '';
    if (path !== '' && !path.startsWith('node:') && path !== __filename) return path;
  }
  return '';
}

/** Packages that read files do so by the functions of `fs`. What is the machine's, or the run's own, counts for nothing. */
function watchReads(note: (why: string) => void): ReadonlySet<string> {
  const fs = process.getBuiltinModule('node:fs');
  const files = new Set<string>();
  const temporary = dirname(process.cwd()) + sep;
  const see = (path: unknown) => {
    const named = path instanceof URL && path.protocol === 'file:' ? fileURLToPath(path) : path;
    if (typeof named !== 'string') return;
    const file = resolve(named);
    if (/[\\/]node_modules[\\/]|^\/(?:etc|proc|sys|dev)\//u.test(file) || file.startsWith(temporary)) return;
    if (file === __filename) return;
    if (!fs.existsSync(file)) note(`it looks for ${file}, which is not there`);
    else if (files.size < most.files) files.add(file);
    else note('it reads many files');
  };
  const watched = <F extends (...given: never[]) => unknown>(original: F): F =>
    new Proxy(original, {
      apply(target, self, given) {
        see(given[0]);
        return Reflect.apply(target, self, given);
      },
    });
  fs.readFileSync = watched(fs.readFileSync);
  fs.readFile = watched(fs.readFile);
  fs.createReadStream = watched(fs.createReadStream);
  fs.promises.readFile = watched(fs.promises.readFile);
  const { loadEnvFile } = process;
  process.loadEnvFile = (path) => {
    see(path ?? '.env');
    return loadEnvFile.call(process, path);
  };
  return files;
}
