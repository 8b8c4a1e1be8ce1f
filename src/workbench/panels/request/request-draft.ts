/** A request as it is being written in the request box, and what it takes to send it. */
import type { HeaderList } from '@spanlab/sandbox/schemas/run-event.ts';

export interface RequestDraft {
  /** `localhost:5000` */
  address: string;
  method: string;
  /** With its query; a missing leading slash is forgiven. */
  path: string;
  /** `name: value`, one a line. */
  headers: string;
  body: string;
}

export interface RequestInput {
  method: string;
  url: string;
  headers: HeaderList;
  body?: string;
}

export type Drafted = { ok: true; input: RequestInput } | { ok: false; problem: string };

export const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'] as const;

/** Methods whose requests have no body: `fetch` refuses one. */
export function takesBody(method: string): boolean {
  return method !== 'GET' && method !== 'HEAD';
}

/** The request to send, or which line of the draft keeps it from being sent. */
export function requestFromDraft(draft: RequestDraft): Drafted {
  const headers: HeaderList = [];
  const lines = draft.headers.split('\n');
  for (const [index, line] of lines.entries()) {
    if (line.trim() === '') continue;
    const [, name, value] = /^\s*([!#$%&'*+.^`|~\w-]+)\s*:(.*)$/u.exec(line) ?? [];
    if (name === undefined || value === undefined) {
      return {
        ok: false,
        problem: `Header line ${index + 1} is “${line.trim()}”. Expected “name: value”, such as “accept: application/json”.`,
      };
    }
    headers.push([name.toLowerCase(), value.trim()]);
  }
  const target = `/${draft.path.trim().replace(/^\/+/u, '')}`;
  const url = `http://${draft.address}${target}`;
  try {
    new URL(url);
  } catch {
    return { ok: false, problem: `“${url}” is not a URL. Expected a path such as “/shelves?kind=bread”.` };
  }
  const input = { method: draft.method, url, headers };
  return {
    ok: true,
    input: takesBody(draft.method) && draft.body !== '' ? { ...input, body: draft.body } : input,
  };
}

/** `kept` with `draft` first and without its older twin, at most `most` of them. */
export function remembered(draft: RequestDraft, kept: readonly RequestDraft[], most = 5): RequestDraft[] {
  const key = (each: RequestDraft): string => JSON.stringify(Object.values(each));
  return [draft, ...kept.filter((each) => key(each) !== key(draft))].slice(0, most);
}
