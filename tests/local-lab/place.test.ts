import { expect, test } from 'vitest';
import { usualAddresses } from '../../sandbox/local-lab/addresses.ts';
import { placeOf } from '../../sandbox/local-lab/place.ts';
import {
  baseUrl,
  loadChoice,
  pageChoice,
  saveChoice,
} from '../../src/workbench/local-lab/local-lab-storage.ts';

const { collector, jaeger } = usualAddresses;
const proxy = { ports: [4317, 4318, 14_318], jaegerPorts: [4319], jaegerUi: 'http://localhost:16686' };

test('goes through the site’s own server where it offers that', () => {
  expect(placeOf({ collector, jaeger }, proxy, 'http://localhost:4321')).toEqual({
    collector: {
      4317: 'http://localhost:4321/_local-lab/port/4317',
      4318: 'http://localhost:4321/_local-lab/port/4318',
      14318: 'http://localhost:4321/_local-lab/port/14318',
    },
    jaegerOtlp: { 4319: 'http://localhost:4321/_local-lab/port/4319' },
    jaeger: 'http://localhost:4321/_local-lab/jaeger',
  });
});

test('goes straight to the containers where it does not', () => {
  expect(placeOf({ collector, jaeger }, undefined, 'https://spanlab.example')).toEqual({
    collector: { 4317: 'http://localhost:4317', 4318: 'http://localhost:4318' },
    jaegerOtlp: {},
    jaeger: 'http://localhost:16686',
  });
});

test('goes straight to an address somebody has set, also for programs that export to the usual port', () => {
  const place = placeOf({ collector: 'http://localhost:5555', jaeger }, proxy, 'http://localhost:4321');
  expect(place.collector).toMatchObject({ 4318: 'http://localhost:5555', 5555: 'http://localhost:5555' });
  expect(place.jaeger).toBe(jaeger);
});

test('the choice is remembered', () => {
  const kept = new Map<string, string>();
  const storage = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, text: string) => void kept.set(key, text),
  };
  expect(loadChoice(storage)).toEqual(pageChoice);
  const choice = { on: true, collector: 'http://localhost:5555', jaeger };
  saveChoice(storage, choice);
  expect(loadChoice(storage)).toEqual(choice);
});

test.each(['', 'null', '7', '{', '{"on":"yes","collector":"ftp://x","jaeger":7}'])(
  'runs in the page when %j was kept',
  (text) => {
    expect(loadChoice({ getItem: () => text, setItem: () => undefined })).toEqual(pageChoice);
  },
);

test('an address is a scheme, a host and a port', () => {
  expect(baseUrl(' http://localhost:4318/v1/traces ')).toBe('http://localhost:4318');
  expect(baseUrl('localhost:4318')).toBeUndefined();
});
