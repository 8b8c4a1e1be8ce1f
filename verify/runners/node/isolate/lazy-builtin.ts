/**
 * Modules of Node's own that packages require at their top and most programs never use: loading `crypto` takes a thread as
 * long as all of OpenTelemetry's SDK does. Packed files get one that is loaded when something is asked of it.
 */

/** Plain objects, all of them: what is called or extended itself cannot be shown through. */
const heavy = new Set([
  'child_process',
  'cluster',
  'crypto',
  'dgram',
  'http2',
  'https',
  'inspector',
  'tls',
  'zlib',
]);

const lazy = new Map<string, object>();

/** A module of Node's own by the name it is required by. */
export function builtinModule(specifier: string): unknown {
  const name = specifier.replace(/^node:/u, '');
  if (!heavy.has(name)) return process.getBuiltinModule(specifier);
  const known = lazy.get(name) ?? shownThrough(() => process.getBuiltinModule(name) as object);
  lazy.set(name, known);
  return known;
}

function shownThrough(load: () => object): object {
  let loaded: object | undefined;
  const module = () => (loaded ??= load());
  return new Proxy(
    {},
    {
      // Compilers ask this of all they import.
      get: (_target, key) => (key === '__esModule' ? undefined : Reflect.get(module(), key)),
      set: (_target, key, value) => Reflect.set(module(), key, value),
      has: (_target, key) => Reflect.has(module(), key),
      deleteProperty: (_target, key) => Reflect.deleteProperty(module(), key),
      ownKeys: () => Reflect.ownKeys(module()),
      getPrototypeOf: () => Reflect.getPrototypeOf(module()),
      defineProperty: (_target, key, descriptor) => Reflect.defineProperty(module(), key, descriptor),
      getOwnPropertyDescriptor(_target, key) {
        const found = Reflect.getOwnPropertyDescriptor(module(), key);
        // What a proxy's own target does not have, it must show as configurable.
        return found && { ...found, configurable: true };
      },
    },
  );
}
