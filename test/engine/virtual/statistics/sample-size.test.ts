import type { Relation } from '../../../../src/engine/virtual/catalog/relations';
import { sampleSize } from '../../../../src/engine/virtual/statistics/plan-analyze-parents';

const relation = (targets: readonly (number | null)[]): Relation =>
  ({
    columns: targets.map((target) => ({ target })),
    statistics: [],
    indexes: [],
  }) as unknown as Relation;

test('a sample has as many rows as ANALYZE reads: 300 for each unit of the largest target', () => {
  const context = { statisticsTarget: 100, sampleRows: Infinity };
  expect(sampleSize(relation([null, null]), context)).toBe(30_000);
  expect(sampleSize(relation([null, 500]), context)).toBe(150_000);
});

test('a coarse look takes fewer rows, and never more than ANALYZE', () => {
  const sampleRows = 10_000;
  expect(sampleSize(relation([500]), { statisticsTarget: 100, sampleRows })).toBe(10_000);
  expect(sampleSize(relation([null]), { statisticsTarget: 10, sampleRows })).toBe(3000);
});
