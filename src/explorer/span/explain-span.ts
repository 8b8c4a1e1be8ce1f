/** "Explain this span": a few plain sentences, from its fields and its place in the trace alone. */
import { attributesSentence } from './explain/attributes-said.ts';
import { causeSentence } from './explain/cause.ts';
import { nextSentence } from './explain/next.ts';
import { oddSentence } from './explain/odd.ts';
import type { Sentence } from './explain/sentence.ts';
import { timeSentence } from './explain/time.ts';
import type { ToldSpan } from './explain/told-span.ts';
import { troubleSentence } from './explain/trouble.ts';
import { workSentence } from './explain/work.ts';

export interface Explanation {
  /** What each is about, in the order one asks. */
  topic: 'work' | 'cause' | 'time' | 'trouble' | 'attributes' | 'odd' | 'next';
  sentence: Sentence;
}

/** Four to seven of them: what it is, who caused it, how long it lasts and whether it failed can always be said. */
export function explainSpan(told: ToldSpan): Explanation[] {
  const all: { topic: Explanation['topic']; sentence: Sentence | undefined }[] = [
    { topic: 'work', sentence: workSentence(told) },
    { topic: 'cause', sentence: causeSentence(told) },
    { topic: 'time', sentence: timeSentence(told) },
    { topic: 'trouble', sentence: troubleSentence(told) },
    { topic: 'attributes', sentence: attributesSentence(told) },
    { topic: 'odd', sentence: oddSentence(told) },
    { topic: 'next', sentence: nextSentence(told) },
  ];
  return all.flatMap(({ topic, sentence }) => (sentence === undefined ? [] : [{ topic, sentence }]));
}
