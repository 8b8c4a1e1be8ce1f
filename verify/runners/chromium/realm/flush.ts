/** Asks the tracer provider a program has registered to send what it still holds. */
import { NativePromise } from '@spanlab/sandbox/realm/browser/native.ts';
import type { Flush } from './program-report.ts';

/** Where `@opentelemetry/api` 1.x keeps what is registered, whichever copy of it a program has loaded. */
const apiKey = Symbol.for('opentelemetry.js.api.1');

export function flushProvider(): Promise<Flush> {
  const provider = registered();
  const forceFlush: unknown = provider === undefined ? undefined : Reflect.get(provider, 'forceFlush');
  if (provider === undefined || typeof forceFlush !== 'function') return NativePromise.resolve('none');
  return new NativePromise((resolve) => {
    try {
      NativePromise.resolve(Reflect.apply(forceFlush, provider, [])).then(
        () => resolve('acknowledged'),
        () => resolve('failed'),
      );
    } catch {
      resolve('failed');
    }
  });
}

function registered(): object | undefined {
  const api: unknown = Reflect.get(globalThis, apiKey);
  const proxy = objectIn(api, 'trace');
  if (proxy === undefined) return undefined;
  const getDelegate: unknown = Reflect.get(proxy, 'getDelegate');
  if (typeof getDelegate !== 'function') return proxy;
  const delegate: unknown = Reflect.apply(getDelegate, proxy, []);
  return typeof delegate === 'object' && delegate !== null ? delegate : undefined;
}

function objectIn(holder: unknown, key: string): object | undefined {
  if (typeof holder !== 'object' || holder === null) return undefined;
  const value: unknown = Reflect.get(holder, key);
  return typeof value === 'object' && value !== null ? value : undefined;
}
