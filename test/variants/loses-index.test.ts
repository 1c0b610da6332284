import type { Plan } from '../../src/plan/types';
import { keptUpTo } from '../../src/variants/kept-up-to';
import { losesIndex } from '../../src/variants/loses-index';
import { timeline } from '../helpers/results';

const byIndex = { table: 'orders', index: 'orders_status_idx', on: 'status' };
const walked = { table: 'orders', index: 'orders_pkey', filter: 'status' };
const inFull = { table: 'orders', filter: 'status' };

const plan = (read: Parameters<typeof timeline>[1][number][1], cost = 100): Plan => {
  const found = timeline('q', [[1e3, read]]).ranges[0]?.points[0]?.plan;
  if (found === undefined) throw new Error('no plan');
  return { ...found, cost };
};

describe('a variant loses the index', () => {
  test.each([
    ['where it reads in full', plan(byIndex), plan(inFull), true],
    ['where it walks another index', plan(byIndex), plan(walked), true],
    ['where it costs a hundred times as much', plan(walked), plan(walked, 10_000), true],
    ['not where it is read alike', plan(byIndex), plan(byIndex, 200), false],
    ['not where the original reads in full', plan(inFull), plan(inFull, 1e9), false],
    ['not where it costs a little more', plan(walked), plan(walked, 9_000), false],
  ])('%s', (_, original, variant, expected) => {
    expect(losesIndex(original, variant)).toBe(expected);
  });
});

describe('the row count up to which a variant keeps the index', () => {
  const original = timeline('q', [
    [1e3, byIndex],
    [1e6, byIndex],
  ]);

  test('is the last one before it loses it', () => {
    expect(
      keptUpTo(
        original,
        timeline('q', [
          [1e3, byIndex],
          [1e5, byIndex],
          [1e6, inFull],
          [1e7, byIndex],
        ]),
      ),
    ).toBe(1e5);
  });

  test('is the largest where it always does, and none where it never does', () => {
    expect(keptUpTo(original, timeline('q', [[1e6, byIndex]]))).toBe(1e6);
    expect(keptUpTo(original, timeline('q', [[1e3, inFull]]))).toBeUndefined();
  });
});
