import { expect, test } from 'vitest';
import { sheetShouldOpen } from '../../src/workbench/sheet.ts';

test('the sheet follows a drag that is long enough, up or down', () => {
  expect([sheetShouldOpen(-40), sheetShouldOpen(40), sheetShouldOpen(5)]).toEqual([true, false, undefined]);
});
