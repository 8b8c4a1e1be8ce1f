/** Configurations that do not come to the same in the native Collector and in the WebAssembly one, and why. */
export const differences: ReadonlyMap<string, string> = new Map([]);
