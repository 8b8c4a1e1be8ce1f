/** Loads playwright-core, which is not always there: the project's own, or the one beside this command. */
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { BrowserType } from 'playwright-core';
import { CannotRun } from '../../model/run.ts';

const packages = ['playwright-core', 'playwright', '@playwright/test'] as const;

/** @throws `CannotRun` when there is none */
export async function loadPlaywright(cwd: string): Promise<BrowserType> {
  const places = [createRequire(join(cwd, 'package.json')), createRequire(import.meta.url)];
  for (const place of places) {
    for (const name of packages) {
      const path = resolved(place, name);
      if (path === undefined) continue;
      const loaded: unknown = await import(pathToFileURL(path).href);
      const chromium = chromiumOf(loaded);
      if (chromium !== undefined) return chromium;
    }
  }
  throw new CannotRun(
    'found no playwright-core, which drives the browser. Install it where your documents are, ' +
      '"npm install --save-dev playwright-core", or leave Chromium out: --runtime node.',
  );
}

function resolved(place: NodeJS.Require, name: string): string | undefined {
  try {
    return place.resolve(name);
  } catch {
    return undefined;
  }
}

/** It is CommonJS: its exports come as names, or below `default`. */
function chromiumOf(loaded: unknown): BrowserType | undefined {
  for (const holder of [loaded, property(loaded, 'default')]) {
    const chromium = property(holder, 'chromium');
    if (typeof property(chromium, 'launch') === 'function') return chromium as BrowserType;
  }
  return undefined;
}

function property(holder: unknown, name: string): unknown {
  return typeof holder === 'object' && holder !== null ? Reflect.get(holder, name) : undefined;
}
