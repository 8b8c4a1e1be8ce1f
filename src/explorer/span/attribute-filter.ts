/** Finding attributes among many by what they say. */
import type { Attributes } from '@spanlab/sandbox/schemas/trace.ts';
import { attributeText } from '../parts/attribute-text.ts';

/**
 * Remembers what the attributes say from the first question on: a field is typed into one letter at a time.
 * All words must be in an attribute's key or value, whatever their case.
 */
export function attributeFilter(attributes: Attributes): (words: string) => Attributes {
  let texts: string[] | undefined;
  return (words) => {
    const wanted = words
      .toLowerCase()
      .split(/\s+/u)
      .filter((word) => word !== '');
    if (wanted.length === 0) return attributes;
    texts ??= attributes.map(({ key, value }) => `${key}\n${attributeText(value)}`.toLowerCase());
    const all = texts;
    return attributes.filter((_, index) => wanted.every((word) => all[index]?.includes(word)));
  };
}
