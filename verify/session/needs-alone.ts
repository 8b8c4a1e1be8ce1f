/** Which programs cannot share their process or their ports with others. */
import type { ProgramExample } from '../model/example.ts';

/** Ports of OTLP, which a program may name instead of being told where to send. */
const fixedPort =
  /(?:localhost|127\.0\.0\.1|0\.0\.0\.0|\[::1?\])['"`]?\s*(?::|,\s*port:?)\s*['"`]?(?:4317|4318)\b/iu;
/** They hook into the process's module loader, or read its environment before the example is there. */
const ownProcess = /['"]@opentelemetry\/(?:sdk-node|auto-instrumentations-node(?:\/[\w/-]+)?)['"]/u;
/** They send to 4317, whatever path the address they are told has. */
const grpc =
  /['"]@opentelemetry\/exporter-[\w-]*-grpc['"]|OTEL_EXPORTER_OTLP_(?:TRACES_)?PROTOCOL\b[^\n]*grpc/u;

/** Ports of OTLP. */
export const otlpPorts: ReadonlySet<number> = new Set([4317, 4318]);

type Asked = Pick<ProgramExample, 'files' | 'options'>;

/**
 * Must it run while nothing else runs, in a process of its own? So in Node; in Chromium an address that is fixed is
 * rewritten on its way out.
 *
 * @param imported texts of project files it imports
 */
export function needsAlone(example: Asked, imported: readonly string[] = []): boolean {
  return (
    example.options.alone ??
    (needsPorts(example, imported) || some(example, imported, (code) => ownProcess.test(code)))
  );
}

/** Must ports 4317 and 4318 lead to it? Others that run alone can do without where somebody holds them. */
export function needsPorts(example: Asked, imported: readonly string[] = []): boolean {
  return some(example, imported, (code) => fixedPort.test(code) || grpc.test(code));
}

function some({ files }: Asked, imported: readonly string[], test: (code: string) => boolean): boolean {
  return [...files.map(({ text }) => text), ...imported].some((text) => test(withoutComments(text)));
}

/** Strings stay, for addresses and imports are strings; what looks like a comment inside of one stays too. */
export function withoutComments(text: string): string {
  return text.replace(
    /("(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`(?:\\[\s\S]|[^`\\])*`)|\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$)/gu,
    (_, string: string | undefined) => string ?? ' ',
  );
}
