/** Sentences about a span, in parts: what comes from the span is kept apart from what is ours. */
import type { AttributeValue } from '@spanlab/sandbox/schemas/trace.ts';
import type { Row } from '../../model/trace-columns.ts';
import { attributeText } from '../../parts/attribute-text.ts';

export type SentencePart =
  | string
  /** A name the span or its trace gave. */
  | { quote: string }
  /** A key or a value, as it was sent. */
  | { code: string }
  /** Another span of the trace. */
  | { row: Row; quote: string };

export type Sentence = readonly SentencePart[];

const longest = 80;

/** A template of a sentence: what stands between `${}` may be missing. */
export function say(texts: TemplateStringsArray, ...parts: (SentencePart | Sentence | number)[]): Sentence {
  return texts.flatMap((text, index) => {
    const part = parts[index];
    const ours: SentencePart[] = text === '' ? [] : [text];
    if (part === undefined) return ours;
    if (typeof part === 'number') return [...ours, String(part)];
    if (Array.isArray(part)) return [...ours, ...part];
    return [...ours, part as SentencePart];
  });
}

export function quote(text: string): SentencePart {
  return { quote: clipped(text === '' ? '(no name)' : text) };
}

export function code(value: AttributeValue): SentencePart {
  return { code: clipped(attributeText(value)) };
}

/** As one reads it aloud: for tests, and for copying. */
export function sentenceText(sentence: Sentence): string {
  return sentence
    .map((part) => {
      if (typeof part === 'string') return part;
      return 'code' in part ? part.code : `“${part.quote}”`;
    })
    .join('');
}

/** One after the other: "a", "a and b", "a, b and c". */
export function listed(items: readonly Sentence[]): Sentence {
  return items.flatMap((item, index) => {
    if (index === 0) return item;
    return [index === items.length - 1 ? ' and ' : ', ', ...item];
  });
}

/** One line of bounded length; half a character is no character. */
export function clipped(text: string): string {
  const line = text
    .slice(0, 4 * longest)
    .replaceAll(/\s+/gu, ' ')
    .trim();
  if (line.length <= longest) return line;
  return `${line.slice(0, longest - 1).replace(/[\ud800-\udbff]$/u, '')}…`;
}
