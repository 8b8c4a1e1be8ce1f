/** Opens something when it is first asked for. */

export interface Once<Value> {
  get(): Promise<Value>;
  /** What was asked for, if it was and has opened; awaits its opening. */
  opened(): Promise<Value | undefined>;
}

/** The same promise for everybody, a rejected one too: what cannot be opened is not tried a hundred times. */
export function once<Value>(open: () => Promise<Value>): Once<Value> {
  let opening: Promise<Value> | undefined;
  return {
    get() {
      opening ??= open();
      return opening;
    },
    async opened() {
      return opening?.catch(() => undefined);
    },
  };
}
