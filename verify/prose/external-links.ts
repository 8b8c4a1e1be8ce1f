/** Asking servers whether what is linked is still there. Only when the configuration wants it. */
import type { Finding } from '../model/finding.ts';
import type { ProseLink } from './links.ts';

export interface ExternalOptions {
  fetch?: typeof fetch;
  /** Servers are asked this many questions at a time. */
  width?: number;
  timeoutMs?: number;
  /** How long to wait before a second try, when the server does not say. */
  pauseMs?: number;
  signal?: AbortSignal;
}

/** Nobody's servers: names for examples (RFC 2606), this machine and its neighbours. */
const never =
  /^(?:localhost|.*\.(?:example|invalid|test|localhost|local|internal)|(?:.*\.)?example\.(?:com|org|net)|[^.]*|127\..*|0\.0\.0\.0|10\..*|192\.168\..*|169\.254\..*|172\.(?:1[6-9]|2\d|3[01])\..*|\[.*\])$/iu;

/** Ask each address once, `HEAD` first. Findings where the answer is that nothing is there, or none comes. */
export async function checkExternalLinks(
  links: readonly ProseLink[],
  { fetch: ask = fetch, width = 8, timeoutMs = 15_000, pauseMs = 1000, signal }: ExternalOptions = {},
): Promise<Finding[]> {
  const byAddress = new Map<string, ProseLink[]>();
  for (const link of links) {
    const address = addressOf(link.url);
    if (address !== undefined) byAddress.set(address, [...(byAddress.get(address) ?? []), link]);
  }
  const findings: Finding[] = [];
  const queue = [...byAddress];
  const worker = async () => {
    for (let next = queue.shift(); next !== undefined && !signal?.aborted; next = queue.shift()) {
      const [address, from] = next;
      const fault = await faultOf(address, { ask, timeoutMs, pauseMs, signal });
      if (fault === undefined) continue;
      for (const { at, url } of from)
        findings.push({ rule: 'link', message: `Found ${url}, but ${fault}`, at });
    }
  };
  await Promise.all(Array.from({ length: Math.min(width, queue.length) }, worker));
  return findings.sort((a, b) => a.at.file.localeCompare(b.at.file) || a.at.line - b.at.line);
}

/** Without what only the browser sees; nothing for what is not asked. */
function addressOf(url: string): string | undefined {
  const address = URL.parse(url.startsWith('//') ? `https:${url}` : url);
  if (address === null || never.test(address.hostname)) return undefined;
  address.hash = '';
  return address.href;
}

interface Asking {
  ask: typeof fetch;
  timeoutMs: number;
  pauseMs: number;
  signal: AbortSignal | undefined;
}

async function faultOf(address: string, asking: Asking): Promise<string | undefined> {
  for (const attempt of [1, 2]) {
    const answer = await answerOf(address, asking);
    if (typeof answer === 'string') {
      if (attempt === 2) return `no answer came: ${answer}.`;
      await pause(asking.pauseMs, asking.signal);
      continue;
    }
    const { status } = answer;
    // It is there, and wants somebody else: a person, a member, somebody less in a hurry.
    if (status < 400 || [401, 403, 405, 406, 418, 429, 451, 999].includes(status)) return undefined;
    const moved = answer.redirected ? ` It leads on to ${answer.url}.` : '';
    if (status === 404 || status === 410 || attempt === 2) return `the server answers ${status}.${moved}`;
    await pause(asking.pauseMs, asking.signal);
  }
  return undefined;
}

/** The answer to `HEAD`, or to `GET` where a server does not like that; words when there is none. */
async function answerOf(address: string, { ask, timeoutMs, signal }: Asking): Promise<Response | string> {
  try {
    for (const method of ['HEAD', 'GET']) {
      const limit = AbortSignal.timeout(timeoutMs);
      const response = await ask(address, {
        method,
        redirect: 'follow',
        headers: { accept: '*/*', 'user-agent': 'spanlab-verify' },
        signal: signal === undefined ? limit : AbortSignal.any([limit, signal]),
      });
      await response.body?.cancel();
      if (response.ok || method === 'GET') return response;
    }
    return 'it closed the connection';
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    return cause instanceof Error ? cause.message : String(cause);
  }
}

function pause(ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal?.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
