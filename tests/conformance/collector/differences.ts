export interface Difference {
  reason: string;
  /** Of the machine the native Collector runs on, where only such a one differs; Node's name for it. */
  architecture?: string;
}

/** Configurations that do not come to the same in the native Collector and in the WebAssembly one, and why. */
export const differences: ReadonlyMap<string, Difference> = new Map([
  [
    'attributes converted to numbers too small for them',
    {
      reason:
        'What Go makes of a double beyond int64 is up to the processor: the least integer on amd64, the nearest one on arm64 and in WebAssembly.',
      architecture: 'x64',
    },
  ],
]);
