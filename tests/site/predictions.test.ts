import { expect, it } from 'vitest';
import { readPredictions } from '../../src/components/client/predictions.ts';

const kept = (text: string | null) => ({ getItem: () => text });

it('comes back as it was made', () => {
  const predictions = { '/lesson/#1': { choice: 2, answered: true } };
  expect(readPredictions(kept(JSON.stringify(predictions)))).toEqual(predictions);
});

it.each([null, '', 'null', '3', '"text"', '[1]', '{"a":null}', '{"a":{"choice":"2"}}', 'not json'])(
  'reads %j as no prediction',
  (text) => {
    expect(readPredictions(kept(text))).toEqual({});
  },
);
