import { mostFrequentShare } from '../../src/model/most-frequent';
import type { Distribution, Model, Skew } from '../../src/model/types';

const model = { table: () => ({ rows: () => 10_000 }) } as unknown as Model;
const share = (of: Distribution): number => mostFrequentShare(of, model, 1e6);
const reference = (skew: Skew): Distribution => ({
  kind: 'reference',
  table: 'clients',
  column: 'code',
  skew,
  ordered: false,
});

test('of references, whatever the key of the parent', () => {
  const ranks = Array.from({ length: 10_000 }, (_, k) => (k + 1) ** -0.6);
  const first = 1 / ranks.reduce((sum, rank) => sum + rank);
  expect(share(reference({ kind: 'zipf', exponent: 0.6 }))).toBeCloseTo(first, 3);
  expect(share(reference({ kind: 'hot', share: 0.5 }))).toBeCloseTo(0.5);
  expect(share(reference({ kind: 'uniform' }))).toBe(0);
  const shares = [
    { row: 7, share: 0.1 },
    { row: 40, share: 0.3 },
  ];
  expect(share(reference({ kind: 'named', shares, rest: { kind: 'uniform' } }))).toBeCloseTo(0.3);
});

test('of weights, with and without nulls', () => {
  const weighted: Distribution = {
    kind: 'weighted',
    values: [
      { value: 'open', weight: 1 },
      { value: 'done', weight: 3 },
    ],
  };
  expect(share(weighted)).toBe(0.75);
  expect(share({ kind: 'nullable', share: 0.2, of: weighted })).toBeCloseTo(0.6);
});

test('of distinct numbers none is more frequent', () => {
  expect(share({ kind: 'serial', start: 1 })).toBe(0);
});
