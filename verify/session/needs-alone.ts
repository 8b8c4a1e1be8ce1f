/** Which programs cannot share their process or their ports with others. */
import type { ProgramExample } from '../model/example.ts';

/** Ports of OTLP, which a program may name instead of being told where to send. */
const fixedPort =
  /(?:localhost|127\.0\.0\.1|0\.0\.0\.0|\[::1?\])['"`]?\s*(?::|,\s*port:?)\s*['"`]?(?:4317|4318)\b/iu;
/** They read the environment once a process, hook into its module loader, or send to 4317 by themselves. */
const ownProcess =
  /['"](?:@opentelemetry\/(?:sdk-node|auto-instrumentations-node(?:\/[\w/-]+)?|exporter-[\w-]*-grpc))['"]/u;

/**
 * Must it run while nothing else runs, in a process of its own, with ports 4317 and 4318 leading to it? So in Node;
 * in Chromium an address that is fixed is rewritten on its way out.
 */
export function needsAlone({ files, options }: Pick<ProgramExample, 'files' | 'options'>): boolean {
  if (options.alone !== undefined) return options.alone;
  return files.some(({ text }) => {
    const code = withoutComments(text);
    return fixedPort.test(code) || ownProcess.test(code);
  });
}

/** Strings stay, for addresses and imports are strings; what looks like a comment inside of one stays too. */
function withoutComments(text: string): string {
  return text.replace(
    /("(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`(?:\\[\s\S]|[^`\\])*`)|\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$)/gu,
    (_, string: string | undefined) => string ?? ' ',
  );
}
