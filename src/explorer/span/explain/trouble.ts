/** What went wrong. */
import { attribute } from '@spanlab/sandbox/schemas/attribute.ts';
import { statusCodes } from '@spanlab/sandbox/schemas/span-enums.ts';
import type { Span } from '@spanlab/sandbox/schemas/trace.ts';
import type { Row, TraceColumns } from '../../model/trace-columns.ts';
import { code, type Sentence, say } from './sentence.ts';
import { firstOf, httpStatus, serviceAt, spanAt, type ToldSpan } from './told-span.ts';

const failed = statusCodes.indexOf('ERROR');

export function troubleSentence(told: ToldSpan): Sentence {
  const { span } = told;
  const status = httpStatus(span);
  const thrown = exception(span);
  if (span.status.code === 'ERROR') {
    const why: Sentence =
      span.status.message === '' ? say`, without a message` : say`: ${code(span.status.message)}`;
    return say`It failed${why}.${thrown === undefined ? [] : say` An exception is recorded with it, ${thrown}.`}${below(told)}`;
  }
  if (status !== undefined && status >= 500)
    return say`Its status code is ${status}, which is the server’s failure, and yet nobody marked the span as failed.${below(told)}`;
  if (thrown !== undefined)
    return say`An exception is recorded with it, ${thrown}, but it is not marked as failed: it may have been dealt with.${below(told)}`;
  if (status !== undefined && status >= 400 && span.kind === 'SERVER')
    return say`It is not marked as failed: a status of ${status} says that the caller asked for something wrong.${below(told)}`;
  const well: Sentence =
    span.status.code === 'OK'
      ? say`Its author says that it went well.`
      : say`Nothing says that it failed: spans that go well mostly leave their status UNSET.`;
  return say`${well}${below(told)}`;
}

/** The first span below that failed and under which none did: where the trouble seems to come from. */
export function deepestFailure(columns: TraceColumns, row: Row): Row | undefined {
  const end = row + (columns.descendants[row] ?? 0);
  for (let below = row + 1; below <= end; below += 1) {
    if (columns.status[below] === failed && columns.errorsBelow[below] === 0) return below;
  }
  return undefined;
}

function below({ columns, row }: ToldSpan): Sentence {
  const count = columns.errorsBelow[row] ?? 0;
  const deepest = deepestFailure(columns, row);
  if (count === 0 || deepest === undefined) return [];
  return count === 1
    ? say` Below it ${spanAt(columns, deepest)} of ${serviceAt(columns, deepest)} failed.`
    : say` Below it ${count} spans failed; the first that failed by itself is ${spanAt(columns, deepest)} of ${serviceAt(columns, deepest)}.`;
}

/** `TypeError: no cheese`, as `recordException` notes it. */
function exception(span: Span): Sentence | undefined {
  const event = span.events.find(({ name }) => name === 'exception');
  const type = event
    ? attribute(event.attributes, 'exception.type')
    : firstOf(span, 'exception.type', 'error.type')?.value;
  const message = event ? attribute(event.attributes, 'exception.message') : undefined;
  if (event === undefined || (type === undefined && message === undefined)) return undefined;
  if (message === undefined) return say`${code(type ?? '')}`;
  return type === undefined ? say`${code(message)}` : say`${code(type)}: ${code(message)}`;
}
