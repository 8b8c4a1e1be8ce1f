/** Takes the Collector's error text apart: one complaint for each thing it found, with the path it named. */
import type { Step } from './config-place.ts';

export interface Complaint {
  /** The Collector's words, on one line where it nests them over several. */
  message: string;
  /** What it speaks of, from the top of the configuration. */
  path: Step[];
  /** Keys there that it does not know. */
  keys: string[];
  /** The parser's own line. */
  yamlLine?: number;
}

const sections = ['receivers', 'processors', 'exporters', 'connectors', 'extensions', 'service'];
const nested = /\s*decoding failed due to the following error\(s\):\s*$/u;
/** Of the way an error took through the program only this is left out: it is the same for every one. */
const preamble =
  /^(?:Error: )?(?:invalid configuration: )?(?:failed to get config: )?(?:cannot (?:resolve|unmarshal) the configuration: )?(?:decoding failed due to the following error\(s\):\s*)?/u;
const notYaml =
  /^retrieved value \(type=\w+\) cannot be used as a Conf: assuming string type since contents are not valid YAML: /u;

/** `exists` tells whether the configuration has something on a path: messages name the same one in several ways. */
export function complaintsOf(errorText: string, exists: (path: Step[]) => boolean): Complaint[] {
  const text = errorText.trim().replace(preamble, '').replace(notYaml, '');
  const atLine = yamlComplaints(text);
  if (atLine.length > 0) return atLine;

  const complaints: Complaint[] = [];
  /** The messages that the next one is a part of. */
  const around: { message: string; path: Step[] }[] = [];
  for (const line of text.split('\n')) {
    if (line.trim() === '') continue;
    const opening = /^'(?<name>[^']*)' (?<rest>.*)$/u.exec(line)?.groups;
    if (opening === undefined) {
      const last = complaints.at(-1);
      // Further lines of one message are indented, or follow a quotation that is not over.
      if (last !== undefined && /^\s/u.test(line)) last.message += `\n${line}`;
      else complaints.push(plainComplaint(line));
      continue;
    }
    const { name = '', rest = '' } = opening;
    const path = pathOf(name, rest, around, exists);
    const said = line.replace(nested, '').trimEnd();
    if (nested.test(line)) around.push({ message: said, path });
    else
      complaints.push({
        message: [...around.map(({ message }) => message), said].join('\n'),
        path,
        keys: keysOf(rest, name),
      });
  }
  return complaints;
}

function yamlComplaints(text: string): Complaint[] {
  if (!text.startsWith('yaml: ')) return [];
  return [...text.matchAll(/line (?<line>\d+): .*/gu)].map(({ 0: words, groups }) => ({
    message: `yaml: ${words}`,
    path: [],
    keys: [],
    yamlLine: Number(groups?.['line']),
  }));
}

/** `processors::batch: timeout must be …`, or a sentence that names a component. */
function plainComplaint(message: string): Complaint {
  const steps = /^(?<path>[a-z]+(?:::[^:\s]+)+): /u.exec(message)?.groups?.['path'];
  if (steps !== undefined) {
    const path = steps.split('::').map(toStep);
    const missing = /must have at least one (?<kind>receiver|exporter)/u.exec(message)?.groups?.['kind'];
    const referred = /references (?<kind>\w+) "/u.exec(message)?.groups?.['kind'];
    const list = missing ?? referred;
    return {
      message,
      path,
      keys: missing === undefined ? [] : [`${missing}s`],
      ...(list && referred && path[1] === 'pipelines' ? { path: [...path, `${list}s`] } : {}),
    };
  }
  const named =
    /"(?<id>[^"]+)" (?<kind>receiver|processor|exporter|connector|extension)\b/u.exec(message) ??
    /(?<kind>receiver|processor|exporter|connector|extension) "(?<id>[^"]+)"/u.exec(message);
  const { id = '', kind = '' } = named?.groups ?? {};
  const used = /used as (?<side>exporter|receiver) in \[(?<pipeline>[^\]\s]+)/u.exec(message)?.groups;
  if (used)
    return { message, path: ['service', 'pipelines', used['pipeline'] ?? '', `${used['side']}s`], keys: [] };
  return { message, path: named ? [`${kind}s`, id] : [], keys: [] };
}

/** `'processors' error reading configuration for "batch"`: the name, and what the sentence says of it. */
function pathOf(
  name: string,
  rest: string,
  around: { message: string; path: Step[] }[],
  exists: (path: Step[]) => boolean,
): Step[] {
  const steps = stepsOf(name);
  if (name === 'otelcol.configSettings') around.length = 0;
  else if (sections.includes(String(steps[0]))) around.length = 0;
  const configured = /error reading configuration for "(?<id>[^"]+)"/u.exec(rest)?.groups?.['id'];
  if (configured !== undefined) return [...steps, configured];
  const isType = /^[a-zA-Z]\w*\.[A-Z]/u.test(name) || name === 'otelcol.configSettings';
  if (isType) return around.at(-1)?.path ?? [];
  // A message stands below the last one that it can be a part of.
  while (around.length > 0) {
    const path = [...(around.at(-1)?.path ?? []), ...steps];
    if (exists(path)) return path;
    const isOutermost = around.length === 1;
    if (isOutermost) return path;
    around.pop();
  }
  return steps;
}

/** Keys a message lists as unknown, or the component it speaks of. */
function keysOf(rest: string, name: string): string[] {
  const unknown = /^has invalid keys: (?<keys>.*)$/u.exec(rest)?.groups?.['keys'];
  if (unknown !== undefined) return unknown.split(', ');
  const id =
    /for id: "(?<id>[^"]+)"/u.exec(rest)?.groups?.['id'] ??
    /in "(?<id>[^"]+)" id: /u.exec(rest)?.groups?.['id'] ??
    /^the (?<id>\w+) exporter has been deprecated/u.exec(rest)?.groups?.['id'];
  return id === undefined || name === '' ? [] : [id];
}

/** `service.pipelines[traces/a].receivers` → its steps. */
function stepsOf(name: string): Step[] {
  return [...name.matchAll(/\[(?<inside>[^\]]*)\]|[^.[\]]+/gu)].map(({ 0: all, groups }) =>
    toStep(groups?.['inside'] ?? all),
  );
}

function toStep(text: string): Step {
  return /^\d+$/u.test(text) ? Number(text) : text;
}
