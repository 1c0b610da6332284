import { oneRowDecides } from '../../src/plan/one-row-decides';

const operators = ['=', '<>', '<', '<=', '>', '>='];
const holds: Readonly<Record<string, (a: number, b: number) => boolean>> = {
  '=': (a, b) => a === b,
  '<>': (a, b) => a !== b,
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
  '>': (a, b) => a > b,
  '>=': (a, b) => a >= b,
};

/** What a count tells by itself: the same answer for every count from one row on, and another one for none. */
function byCounting(compared: (count: number) => boolean): 'some' | 'none' | undefined {
  const [none, ...more] = [0, 1, 2, 3, 4].map(compared);
  if (more.some((each) => each !== more[0]) || more[0] === none) return undefined;
  return more[0] === true ? 'some' : 'none';
}

test.each(operators)(
  'one row decides a comparison by %s where it does for every count',
  (operator) => {
    const of = holds[operator] ?? (() => false);
    for (const number of [0, 1, 2, 3]) {
      expect(oneRowDecides({ count: 'left', operator, number })).toBe(
        byCounting((count) => of(count, number)),
      );
      expect(oneRowDecides({ count: 'right', operator, number })).toBe(
        byCounting((count) => of(number, count)),
      );
    }
  },
);
