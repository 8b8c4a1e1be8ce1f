/** Gives things out to one at a time. */
export interface Turns<Thing> {
  /** Works once all of these are free. Give them in one order everywhere, so that nobody waits for each other. */
  with<Result>(things: readonly Thing[], work: () => Promise<Result>): Promise<Result>;
}

export function takingTurns<Thing>(): Turns<Thing> {
  const last = new Map<Thing, Promise<void>>();
  return {
    async with(things, work) {
      const done = Promise.withResolvers<void>();
      const before = things.map((thing) => last.get(thing));
      for (const thing of things) last.set(thing, done.promise);
      try {
        await Promise.all(before);
        return await work();
      } finally {
        for (const thing of things) if (last.get(thing) === done.promise) last.delete(thing);
        done.resolve();
      }
    },
  };
}
