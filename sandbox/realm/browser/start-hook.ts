/** What the SDK of the vendor set calls with the id of each span that it starts: see `tools/lab-assets/span-starts.ts`. */
export const startHookName = 'spanlab.started';
export const startHook: unique symbol = Symbol.for(startHookName) as never;
