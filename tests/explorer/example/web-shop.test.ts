import { expect, test } from 'vitest';
import { webShopTrace } from '../../../src/explorer/example/web-shop.ts';
import { columnsOf } from '../../../src/explorer/model/columns-of.ts';
import { hasWarning } from '../../../src/explorer/model/trace-columns.ts';
import { warningBits } from '../../../src/explorer/model/warning-bits.ts';

test('the example is one trace of many spans and services, the same each time', () => {
  const spans = webShopTrace();
  const columns = columnsOf(spans);
  expect(columns.length).toBeGreaterThanOrEqual(300);
  expect(columns.services.length).toBeGreaterThanOrEqual(8);
  expect(new Set(spans.map((span) => span.spanId)).size).toBe(spans.length);
  expect(new Set(spans.map((span) => span.traceId)).size).toBe(1);
  expect(webShopTrace()).toEqual(spans);
});

test('in the example some spans fail and one clock is behind; nothing is broken', () => {
  const columns = columnsOf(webShopTrace());
  expect([...columns.status].filter((status) => status === 2).length).toBeGreaterThan(1);
  expect(
    [...columns.warnings.keys()].some((row) => hasWarning(columns, row, warningBits['missing-parent'])),
  ).toBe(false);
  expect([...columns.durationNs].every((ns) => ns > 0)).toBe(true);
});
