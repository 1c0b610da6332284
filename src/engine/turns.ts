/** Things of which each is used by one piece of work at a time. */
export interface Turns<Thing> {
  /**
   * Waits until one is free. Of several free ones it returns the first that `preferred` accepts; where that accepts none,
   * or is absent, the one that was given back last.
   */
  take(preferred?: (thing: Thing) => boolean): Promise<Thing>;
  /** Makes it free: the `take` that has waited longest gets it. */
  give(thing: Thing): void;
}

export function turnsOf<Thing>(things: readonly Thing[]): Turns<Thing> {
  const free = [...things];
  const waiting: ((thing: Thing) => void)[] = [];
  return {
    take(preferred = () => true) {
      const place = Math.max(0, free.findIndex(preferred));
      const [thing] = free.splice(place, 1);
      return thing === undefined
        ? new Promise((resolve) => waiting.push(resolve))
        : Promise.resolve(thing);
    },
    give(thing) {
      const next = waiting.shift();
      if (next === undefined) free.unshift(thing);
      else next(thing);
    },
  };
}
