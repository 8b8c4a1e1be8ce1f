/** What holds for any good trace, whatever its shape: for exercises with more than one right answer. */

import { attribute } from '../schemas/attribute.ts';
import type { invariants } from '../schemas/expectation.ts';
import type { Span } from '../schemas/trace.ts';
import { nameOf } from './describe.ts';
import { explainStray, isParentRemote, type Reason, toSpan } from './explain.ts';
import type { Forest } from './tree.ts';

type Invariant = (typeof invariants)[number];

/** Find where an invariant does not hold. */
export function breaches(invariant: Invariant, forest: Forest): Reason[] {
  switch (invariant) {
    case 'one-trace':
      return oneTrace(forest);
    case 'no-orphans':
      return forest.strays.map((node) => ({ text: explainStray(node), target: toSpan(node.span) }));
    case 'errors-marked':
      return forest.nodes.flatMap(({ span }) => unmarked(span));
    case 'all-ended':
      return allEnded(forest);
  }
}

const mostNamed = 4;

/** Say how many traces there are, and which span begins each. */
export function describeTraces({ traceCount, roots, strays }: Forest): string {
  const tops = new Map([...strays, ...roots].map(({ span }) => [span.traceId, span]));
  const names = [...tops.values()].slice(0, mostNamed).map(nameOf);
  const more = tops.size > mostNamed ? ` and ${tops.size - mostNamed} more` : '';
  const begins = traceCount === 1 ? 'its first span is' : 'their first spans are';
  return `${traceCount} trace${traceCount === 1 ? '' : 's'}; ${begins} ${names.join(', ')}${more}`;
}

function oneTrace(forest: Forest): Reason[] {
  if (forest.traceCount === 1) return [];
  const second = [...forest.roots, ...forest.strays].find(
    ({ span }) => span.traceId !== forest.nodes[0]?.span.traceId,
  );
  const text = `The spans form ${describeTraces(forest)}.`;
  return [second ? { text, target: toSpan(second.span) } : { text }];
}

/** An exception that was recorded, or a server's answer of 500 and above, is an error and should say so. */
function unmarked(span: Span): Reason[] {
  if (span.status.code === 'ERROR') return [];
  const target = toSpan(span);
  if (span.events.some(({ name }) => name === 'exception')) {
    const text = `${nameOf(span)} recorded an exception and has the status ${span.status.code}, expected ERROR.`;
    return [{ text, target }];
  }
  const answered = Number(
    attribute(span.attributes, 'http.response.status_code') ?? attribute(span.attributes, 'http.status_code'),
  );
  if (span.kind !== 'SERVER' || !(answered >= 500)) return [];
  return [
    {
      text: `${nameOf(span)} answered ${answered} and has the status ${span.status.code}, expected ERROR.`,
      target,
    },
  ];
}

/** A span is exported when it ends; one that never ended shows by the children it left behind. */
function allEnded({ nodes, strays }: Forest): Reason[] {
  const left = strays.filter(({ place, span }) => place === 'orphan' && !isParentRemote(span));
  const backwards = nodes.filter(({ span }) => span.endTimeUnixNano < span.startTimeUnixNano);
  return [
    ...left.map(({ span }) => ({
      text: `The parent of ${nameOf(span)} never arrived: a span arrives when it has ended.`,
      target: toSpan(span),
    })),
    ...backwards.map(({ span }) => ({
      text: `${nameOf(span)} ends before it starts.`,
      target: toSpan(span),
    })),
  ];
}
