/** What is said of the machine, the tool or the run, and of no program: no document should promise it. */
import { homedir, hostname, tmpdir } from 'node:os';
import { basename } from 'node:path';
import { serviceName } from '@spanlab/sandbox/schemas/attribute.ts';
import type { Span } from '@spanlab/sandbox/schemas/trace.ts';

/** By OpenTelemetry's semantic conventions, the names of before them too. */
const ofMachine: readonly RegExp[] = [
  /^(?:process|host|os|device|browser|container|k8s|cloud|thread|system|webengine|faas\.instance)\./u,
  /^(?:service\.instance\.id|telemetry\.(?:sdk|distro)\.version)$/u,
  /^(?:user_agent\.|http\.user_agent$)/u,
  // Sizes: of what a library, a browser or a compression makes of it.
  /^(?:http|rpc|messaging|file|network|net|ws)\b.*(?:size|length|length_uncompressed|bytes)$/u,
  /^(?:client|server|network\.(?:peer|local)|net\.(?:peer|host)|net\.sock\.(?:peer|host))\.(?:port|ip|addr)$/u,
  /^(?:client\.address|network\.(?:peer|local)\.address|net\.host\.name)$/u,
  /^(?:code\.(?:filepath|file\.path|lineno|line\.number|column|column\.number|stacktrace)|exception\.stacktrace)$/u,
  /^file\.(?:path|directory|inode|owner\..*|created|modified|accessed|changed)$/u,
];

/** Is an attribute of this name another on the next machine, with the next browser or in the next run? */
export function isOfMachine(key: string): boolean {
  return ofMachine.some((each) => each.test(key));
}

/** What tells this machine from others; the folders are those of programs, their documents and their work. */
const thisMachine = {
  host: hostname(),
  folders: [process.cwd(), homedir(), tmpdir(), process.execPath],
  version: process.version,
};

const quoted = String.raw`'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"`;
// As `console.dir` and JSON print them.
const keyed = new RegExp(
  String.raw`((['"])([a-z][\w.]*)\2\s*:\s*)(?:(${quoted})|(-?\d+(?:\.\d+)?)(?=[\s,}\]]|$))`,
  'gu',
);

/** A printed line without what is of this machine: its paths, its name, and attributes that say such things. */
export function withoutMachine(line: string): string {
  const { host, folders, version } = thisMachine;
  const attributes = line.replace(keyed, (all, before: string, _mark, key: string, text?: string) => {
    if (!isOfMachine(key)) return all;
    const mark = text?.[0] ?? '';
    return `${before}${text === undefined ? '[NUMBER]' : `${mark}[..]${mark}`}`;
  });
  const paths = folders
    // Not `/`, which is the beginning of everything.
    .filter((each) => each.length > 3)
    .sort((a, b) => b.length - a.length)
    .reduce((text, folder) => text.replaceAll(pathsBelow(folder), '[..]'), attributes);
  const words = [version, ...(host.length > 3 && host !== 'localhost' ? [host] : [])];
  return words.reduce((text, word) => text.replaceAll(wordOf(word), '[..]'), paths);
}

const patterns = new Map<string, RegExp>();
const kept = (key: string, make: () => string): RegExp => {
  const made = patterns.get(key) ?? new RegExp(make(), 'gu');
  patterns.set(key, made);
  return made;
};

/** With what is before it: `file:///tmp/x/app.ts:3:7`, `unknown_service:/usr/bin/node`. */
function pathsBelow(folder: string): RegExp {
  return kept(
    folder,
    () => String.raw`(?<![\w./-])(?:file://)?${escaped(folder)}(?:[\\/][^\s'"\x60,;:()[\]{}]*)*(?![\w-])`,
  );
}

function wordOf(word: string): RegExp {
  return kept(`word ${word}`, () => String.raw`(?<![\w.-])${escaped(word)}(?![\w-])`);
}

/** The text as part of an expression, in the way it is written into documents. */
export function escaped(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|/]/gu, String.raw`\$&`);
}

/** The service as people know it. OpenTelemetry's fallback has the path of the program that ran it: only its name. */
export function shownService(span: Span): string {
  const name = serviceName(span);
  const path = /^unknown_service:(.+)$/u.exec(name)?.[1];
  return path === undefined ? name : `unknown_service:${basename(path.replaceAll('\\', '/'))}`;
}

/** The service as an expectation asks for it. */
export function servicePattern(span: Span): string {
  const name = serviceName(span);
  return name.startsWith('unknown_service') ? '/^unknown_service/' : name;
}
