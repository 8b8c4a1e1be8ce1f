/** Vendor chunks and the learner's files as blob modules, imported in dependency order. */
import type { RealmModule, VendorUrls } from '../lab-message.ts';
import { moduleUrl } from './native.ts';

export interface ModuleLoader {
  /** Evaluate vendor chunks. */
  load(chunks: readonly string[]): Promise<unknown>;
  /**
   * Evaluate the entry and, before it, what it imports. Rejects with what its top level throws. `linked` is
   * called when all is loaded and the first line is about to run.
   */
  run(modules: readonly RealmModule[], entry: string, linked: () => void): Promise<unknown>;
  /** Names in the place of blob URLs, which say nothing to a reader. */
  named(text: string): string;
}

export function createModuleLoader(vendor: VendorUrls): ModuleLoader {
  const names = new Map<string, string>();
  for (const [specifier, chunk] of Object.entries(vendor.entries)) {
    const url = vendor.urls[chunk];
    if (url !== undefined) names.set(url, specifier);
  }
  const vendorUrl = (specifier: string): string => {
    const url = vendor.urls[vendor.entries[specifier] ?? ''];
    if (url === undefined) throw new Error(`found import "${specifier}", which no vendor chunk is for`);
    return url;
  };

  return {
    load: (chunks) =>
      Promise.all(
        chunks.map((chunk) => {
          const url = vendor.urls[chunk];
          return url === undefined ? undefined : import(url);
        }),
      ),
    run(modules, entry, linked) {
      const urls = new Map<string, string>();
      const fileUrl = (file: string): string => {
        const url = urls.get(file);
        if (url === undefined)
          throw new Error(`found module ${file} before it was loaded: is an import circular?`);
        return url;
      };
      for (const { file, code, imports } of modules) {
        const linked = link(code, imports, (target) =>
          target.kind === 'file' ? fileUrl(target.file) : vendorUrl(target.specifier),
        );
        const url = moduleUrl(`${linked}\n//# sourceURL=${file}`);
        urls.set(file, url);
        names.set(url, `./${file}`);
      }
      // A module of its own that is evaluated first, which is not before the whole graph has been linked.
      Object.defineProperty(globalThis, linkedHook, { value: linked, configurable: true });
      const first = moduleUrl(`globalThis[Symbol.for('${linkedHook.description}')]();`);
      return import(moduleUrl(`import '${first}';\nimport '${fileUrl(entry)}';`));
    },
    named(text) {
      return text.replace(/blob:[^\s'"):]*\/[\w-]+/gu, (url) => names.get(url) ?? url);
    },
  };
}

const linkedHook = Symbol.for('spanlab.linked');

/** The code with each specifier replaced. Positions of an emitted line change only after the first specifier in it. */
function link(
  code: string,
  imports: RealmModule['imports'],
  urlOf: (target: RealmModule['imports'][number]['target']) => string,
): string {
  let linked = '';
  let done = 0;
  for (const { start, end, target } of [...imports].sort((left, right) => left.start - right.start)) {
    linked += code.slice(done, start) + urlOf(target);
    done = end;
  }
  return linked + code.slice(done);
}
