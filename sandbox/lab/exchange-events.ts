/** What an exchange on the network means for a run: events, and facts for its checks. */
import type { Exchange, RunEventBody } from '../schemas/run-event.ts';
import type { Exports } from './export.ts';
import { addFacts, createSpanBudget, type Facts } from './facts.ts';

/** One export may hold any number of spans; the page takes them in portions. */
const spansPerEvent = 100;

export interface ExchangeEventsEffects {
  facts: Facts;
  full(kind: keyof Facts): void;
  emit(event: RunEventBody): void;
}

/** @returns what is told of each exchange when it is over */
export function createExchangeEvents({ facts, full, emit }: ExchangeEventsEffects) {
  const withinBudget = createSpanBudget();
  return (exchange: Exchange, exports: Exports): void => {
    const isListed = addFacts(facts, 'exchanges', [exchange]).length > 0;
    if (isListed) emit({ type: 'http', exchange });
    else full('exchanges');
    const result = exports.of(exchange);
    if (result === undefined) return;
    const service = exchange.from;
    const { spans, stored, rejected, failure, evicted } = result;
    emit({
      type: 'export',
      service,
      exchangeId: exchange.id,
      spans,
      rejected,
      ...(failure === undefined ? {} : { failure }),
    });
    if (stored.length > 0) {
      if (addFacts(facts, 'stored', withinBudget(stored)).length < stored.length) full('stored');
      for (let at = 0; at < stored.length; at += spansPerEvent) {
        emit({ type: 'stored', service, spans: stored.slice(at, at + spansPerEvent) });
      }
    }
    if (evicted.traces > 0) emit({ type: 'evicted', ...evicted });
  };
}
