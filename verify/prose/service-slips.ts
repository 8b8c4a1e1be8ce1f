/** Services of compose files in words: their versions, and the ports they open. */
import type { InUse } from './in-use.ts';
import { isCompared, matches, type Slip, slipOf, version } from './version-slips.ts';

/** `localhost:16686` in a sentence that names one service, and no other port of this machine is open by that number. */
export function portsIn(text: string, { images, ports, compose }: InUse): Slip[] {
  // Nearly no text names a port: the words need not be looked for.
  if (ports.size === 0 || !/(?:localhost|127\.0\.0\.1):\d/u.test(text)) return [];
  const products = productsOf(images);
  return sentences(text).flatMap(({ from, sentence }) => {
    const named = [...products.keys()].filter((product) =>
      new RegExp(`\\b${product}\\b`, 'iu').test(sentence),
    );
    const addresses = [...sentence.matchAll(/\b(?:localhost|127\.0\.0\.1):(\d{2,5})\b/gu)];
    const [address] = addresses;
    // Two of each, and nobody knows which belongs to which.
    if (named.length !== 1 || addresses.length !== 1 || address?.[1] === undefined) return [];
    const port = Number(address[1]);
    // Programs of lessons and examples have ports of their own: only a slip of a known one is sure.
    const meant = [...ports].filter((each) => areClose(String(each), String(port)));
    if (ports.has(port) || meant.length !== 1) return [];
    const end = from + address.index + address[0].length;
    const message = `Found ${address[0]} for ${named[0]}, but ${compose.join(', ')} opens no port ${port}; it opens ${meant[0]}.`;
    return [{ start: end - address[1].length, end, found: address[1], inUse: String(meant[0]), message }];
  });
}

/** `Jaeger 2.13.0`, or `version 0.155.0` in a sentence that names one service, no package, and no other version. */
export function productsIn(text: string, { images, compose }: InUse): Slip[] {
  if (!/\d\.\d+\.\d/u.test(text)) return [];
  const products = productsOf(images);
  return sentences(text).flatMap(({ from, sentence }) => {
    const named = [...products.keys()].filter((each) => new RegExp(`\\b${each}\\b`, 'iu').test(sentence));
    const [product = ''] = named;
    const full = [...sentence.matchAll(/(?<![\w.:@/-])v?\d+\.\d+\.\d+(?![\w.-]*\d)/gu)];
    if (named.length !== 1 || full.length !== 1 || /@[\w-]+\/|[\w-]@\d/u.test(sentence)) return [];
    const near = new RegExp(String.raw`\b(?:version|${product})\s+[*_]*${version}(?![\w.-]*\d)`, 'giu');
    return matches(sentence, near, product).flatMap((match) => {
      const inUse = images.get(products.get(product) ?? '');
      if (isCompared(sentence, match) || match.version.split('.').length < 3) return [];
      const place = { ...match, start: match.start + from, end: match.end + from };
      return slipOf(place, product, inUse, `${compose.join(', ')} has`);
    });
  });
}

/** Images by the word people use for them. */
function productsOf(images: InUse['images']): Map<string, string> {
  return new Map(
    [...images.keys()].map((image) => [productOf(image), image] as const).filter(([word]) => word.length > 2),
  );
}

/** The word people use: `jaeger` of `jaegertracing/jaeger`, `collector` of `otel/opentelemetry-collector-contrib`. */
function productOf(image: string): string {
  const last = image.split('/').at(-1) ?? image;
  return last.includes('collector') ? 'collector' : last.replace(/[^\w-]/gu, '');
}

/** One digit is another, is missing, or there is one more: not a port of something else. */
function areClose(a: string, b: string): boolean {
  if (a.length === b.length) return a.length > 3 && [...a].filter((digit, i) => digit !== b[i]).length === 1;
  const [short = '', long = ''] = a.length < b.length ? [a, b] : [b, a];
  return long.length - short.length === 1 && long.startsWith(short.slice(0, 3)) && short.length > 3;
}

function sentences(text: string): { from: number; sentence: string }[] {
  const found: { from: number; sentence: string }[] = [];
  for (const match of text.matchAll(/[\s\S]+?(?:[.!?](?=\s|$)|\n\s*\n|$)/gu))
    found.push({ from: match.index, sentence: match[0] });
  return found;
}
