import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { goModOf, parseManifest, withOutputPath } from '../../tools/collector/manifest.ts';
import { collectorRecipe } from '../../tools/images/collector.ts';
import { readImages } from '../../tools/images/compose-images.ts';
import { jaegerRecipe } from '../../tools/images/jaeger.ts';
import { recipeHash } from '../../tools/images/recipe.ts';

const manifest = readFileSync(
  new URL('../../sandbox/collector/builder-config.yaml', import.meta.url),
  'utf8',
);

describe('the pinned images', () => {
  test('have official names, and can be built where they cannot be pulled', () => {
    const images = readImages();
    expect(images.jaeger).toMatch(/^jaegertracing\/jaeger:\d/u);
    expect(images.collector).toMatch(/^otel\/opentelemetry-collector-contrib:\d/u);
    expect(jaegerRecipe(images.jaeger).image).toBe(images.jaeger);
    expect(collectorRecipe(images.collector, manifest).image).toBe(images.collector);
  });

  test('are refused when the manifest makes another version than the one pinned', () => {
    expect(() => collectorRecipe('otel/opentelemetry-collector-contrib:0.1.0', manifest)).toThrow(
      'deploy/compose.yaml pins otel/opentelemetry-collector-contrib:0.1.0',
    );
    expect(() => jaegerRecipe('jaegertracing/jaeger:9.9.9')).toThrow('knows the Go modules of 2.13.0 only');
  });

  test('are built anew when anything in them changes, and only then', () => {
    const recipe = jaegerRecipe('jaegertracing/jaeger:2.13.0');
    const hash = recipeHash(recipe, 'amd64');
    expect(recipeHash(jaegerRecipe('jaegertracing/jaeger:2.13.0'), 'amd64')).toBe(hash);
    expect(recipeHash(recipe, 'arm64')).not.toBe(hash);
    expect(recipeHash({ ...recipe, inputs: 'others' }, 'amd64')).not.toBe(hash);
    expect(recipeHash({ ...recipe, dockerfile: [] }, 'amd64')).not.toBe(hash);
  });
});

describe('the Collector’s manifest', () => {
  test('becomes a go.mod that requires each component and the Collector itself', () => {
    const goMod = goModOf(parseManifest(manifest));
    expect(goMod).toContain('\tgo.opentelemetry.io/collector/receiver/otlpreceiver v0.155.0\n');
    expect(goMod).toContain('\tgo.opentelemetry.io/collector/otelcol v0.155.0\n');
    expect(goMod.match(/^\t\S+ v\S+$/gmu)).toHaveLength((manifest.match(/gomod:/gu)?.length ?? 0) + 1);
  });

  test('gets an output folder without losing anything', () => {
    const changed = withOutputPath(manifest, '/out');
    expect(changed).toContain('output_path: /out');
    expect(parseManifest(changed)).toEqual(parseManifest(manifest));
  });

  test('says which component has no version', () => {
    const broken = manifest.replace('debugexporter v0.155.0', 'debugexporter');
    expect(() => parseManifest(broken)).toThrow('a Go module and its version');
  });
});
