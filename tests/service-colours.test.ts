import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { serviceColour, serviceColourCount } from '../src/service-colours.ts';
import { contrast, distance, linear, visions } from './workbench/colour-maths.ts';

const css = (path: string): string => readFileSync(new URL(`../src/${path}`, import.meta.url), 'utf8');
const palette = css('service-colours.css');
const theme = css('styles/theme.css');

/** Custom properties of the first block after `selector`. */
function block(text: string, selector: string): Record<string, string> {
  const from = text.replaceAll('"', "'").indexOf(`${selector} {`);
  const body = text.slice(from, text.indexOf('}', from));
  return Object.fromEntries([...body.matchAll(/(--[\w-]+):\s*(#[0-9a-f]{6});/gu)].map((m) => [m[1], m[2]]));
}

const themes = [
  { name: 'dark', selector: ':root' },
  { name: 'light', selector: ":root[data-theme='light']" },
].map(({ name, selector }) => ({
  name,
  colours: block(palette, selector),
  surfaces: block(theme, selector),
}));
const indexes = Array.from({ length: serviceColourCount }, (_, index) => index);

describe.each(themes)('the ten service colours of the $name theme', ({ colours, surfaces }) => {
  const colour = (name: string) => linear(colours[name] ?? surfaces[name] ?? '');

  it('are all there, with a colour for text on top of each', () => {
    expect(Object.keys(colours)).toHaveLength(2 * serviceColourCount);
  });

  it.each(['--sp-bg', '--sp-surface', '--sp-surface-2', '--sp-accent-soft'])(
    'read as text on %s',
    (surface) => {
      const ratios = indexes.map((index) => contrast(colour(`--svc-${index}`), colour(surface)));
      expect(Math.min(...ratios)).toBeGreaterThanOrEqual(4.5);
    },
  );

  it('carry readable text', () => {
    const ratios = indexes.map((index) => contrast(colour(`--svc-${index}`), colour(`--svc-on-${index}`)));
    expect(Math.min(...ratios)).toBeGreaterThanOrEqual(4.5);
  });

  it.each(Object.keys(visions))('are told apart with %s', (vision) => {
    const view = visions[vision];
    expect(view).toBeDefined();
    if (view === undefined) return;
    const pairs = indexes.flatMap((a) => indexes.slice(a + 1).map((b) => ({ a, b })));
    const near = pairs
      .map(({ a, b }) => ({ a, b, d: distance(colour(`--svc-${a}`), colour(`--svc-${b}`), view) }))
      .filter(({ d }) => d < (vision === 'full colour' ? 0.1 : 0.06));
    expect(near).toEqual([]);
  });

  it('keep away from the red of errors', () => {
    const view = visions['full colour'];
    const distances = indexes.map((index) =>
      view === undefined ? 0 : distance(colour(`--svc-${index}`), colour('--sp-bad'), view),
    );
    expect(Math.min(...distances)).toBeGreaterThanOrEqual(0.08);
  });
});

describe('serviceColour', () => {
  it('goes by the place among the services of the lab', () => {
    expect(serviceColour('grocery-store', ['shopper', 'grocery-store'])).toEqual({
      index: 1,
      cssVar: 'var(--svc-1)',
      onCssVar: 'var(--svc-on-1)',
    });
  });

  it('starts again after ten', () => {
    const services = Array.from({ length: 12 }, (_, index) => `service-${index}`);
    expect(serviceColour('service-11', services).index).toBe(1);
  });

  it('gives a service from elsewhere a colour that none of the lab has', () => {
    const services = ['shopper', 'grocery-store', 'payments'];
    for (const stranger of ['jaeger', 'collector', 'you', 'mailer']) {
      const { index } = serviceColour(stranger, services);
      expect(index).toBeGreaterThanOrEqual(services.length);
      expect(index).toBeLessThan(serviceColourCount);
      expect(serviceColour(stranger, services).index).toBe(index);
    }
  });
});
