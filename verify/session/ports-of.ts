/** Ports a program names in its text. Two that name the same cannot run at a time. Pure. */
import type { ProgramExample } from '../model/example.ts';
import { otlpPorts, withoutComments } from './needs-alone.ts';

const named =
  /\.listen\(\s*(\d{2,5})\b|\bport['"]?\s*[:=]\s*['"]?(\d{2,5})\b|(?:localhost|127\.0\.0\.1|0\.0\.0\.0|\[::1?\]):(\d{2,5})\b|\bPORT\b[^\n;]{0,30}?(?:\|\||\?\?)\s*['"]?(\d{2,5})\b/gu;

/** In order. Those of OTLP are another matter: they lead to the run. */
export function portsOf({ files }: Pick<ProgramExample, 'files'>): number[] {
  const found = files.flatMap(({ text }) =>
    [...withoutComments(text).matchAll(named)].map(([, ...ports]) => Number(ports.find((port) => port))),
  );
  return [...new Set(found)].filter((port) => port < 65_536 && !otlpPorts.has(port)).sort((a, b) => a - b);
}
