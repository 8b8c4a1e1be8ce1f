import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, test } from 'vitest';
import { packageSpecifiers, patchesGlobals, virtualSpecifiers } from '../../sandbox/vendor/importable.ts';
import type { LabAssets, RealmScripts, TypeFiles, VendorBundle } from '../../sandbox/vendor/vendor-bundle.ts';
import { buildLabAssets, labAssetsFolder } from '../../tools/build-lab-assets.ts';
import { nativeAsync } from './native-async.ts';

let manifest: LabAssets;
let vendor: VendorBundle;
const read = async (name: string) => JSON.parse(await readFile(path.join(labAssetsFolder, name), 'utf8'));
beforeAll(async () => {
  manifest = await buildLabAssets(() => {});
  vendor = await read(manifest.vendor);
}, 60_000);

test('assets that are current are not built again', async () => {
  const lines: string[] = [];
  expect(await buildLabAssets((line) => lines.push(line))).toEqual(manifest);
  expect(lines).toEqual([]);
});

describe('the vendor bundle', () => {
  test('has a module for everything importable', () => {
    expect(Object.keys(vendor.entries).toSorted()).toEqual(
      [...packageSpecifiers, ...virtualSpecifiers].toSorted(),
    );
    const names = vendor.chunks.map((chunk) => chunk.name);
    for (const chunk of Object.values(vendor.entries)) expect(names).toContain(chunk);
  });

  test('lists a chunk after those it imports, and says where it names them', () => {
    const before = new Set<string>();
    for (const { name, code, imports } of vendor.chunks) {
      for (const each of imports) {
        expect(code.slice(each.start, each.end)).toBe(`./${each.chunk}`);
        expect(before).toContain(each.chunk);
      }
      before.add(name);
    }
  });

  test('has no native async, which would lose the active span', () => {
    expect(vendor.chunks.flatMap((chunk) => nativeAsync(chunk.code))).toEqual([]);
  });

  test('keeps zone.js out of what is loaded before a run', () => {
    const cold = vendor.chunks.filter((chunk) => !vendor.warm.includes(chunk.name));
    expect(cold.map((chunk) => chunk.name)).toEqual(
      patchesGlobals.map((specifier) => vendor.entries[specifier]),
    );
    expect(cold.every((chunk) => chunk.code.includes('__zone_symbol__'))).toBe(true);
    const warm = vendor.chunks.filter((chunk) => vendor.warm.includes(chunk.name));
    expect(warm.some((chunk) => chunk.code.includes('__zone_symbol__'))).toBe(false);
  });

  test('has one copy of the API, as the active span lives in it', () => {
    expect(vendor.chunks.filter((chunk) => /opentelemetry\.js\.api\.\$\{/u.test(chunk.code))).toHaveLength(1);
  });

  test('stays small', () => {
    expect(gzipSync(JSON.stringify(vendor)).length).toBeLessThan(100_000);
  });
});

test('the realm’s scripts are classic ones', async () => {
  const { frame, worker }: RealmScripts = await read(manifest.realm);
  for (const script of [frame, worker]) {
    expect(() => new Function(script)).not.toThrow();
    expect(nativeAsync(script)).toEqual([]);
  }
});

test('the types hold no part of Node', async () => {
  const { files }: TypeFiles = await read(manifest.types);
  expect(Object.keys(files).filter((file) => /\/(?:@types|undici-types)\//u.test(file))).toEqual([]);
  expect(gzipSync(JSON.stringify(files)).length).toBeLessThan(250_000);
});
