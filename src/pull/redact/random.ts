import { createHmac } from 'node:crypto';

/** A number from 0 up to below 1. */
export type Random = () => number;

/**
 * Numbers that nobody can tell without the key, and the same in every run with it.
 *
 * @param label separates streams of one key
 */
export function randomOf(key: Buffer, label: string): Random {
  let block = Buffer.alloc(0);
  let place = 0;
  let count = 0;
  return () => {
    if (place + 4 > block.length) {
      block = createHmac('sha256', key).update(`${label}\0${count}`).digest();
      count += 1;
      place = 0;
    }
    const number = block.readUInt32BE(place);
    place += 4;
    return number / 2 ** 32;
  };
}

/** `count` of the items, chosen at random, in their order. */
export function sampleOf<T>(items: readonly T[], count: number, random: Random): readonly T[] {
  let wanted = count;
  return items.filter((_, k) => {
    const taken = random() * (items.length - k) < wanted;
    if (taken) wanted -= 1;
    return taken;
  });
}
