import type { Model, TableModel } from '../../../src/model/types';
import { chooseSizes, defaultSizes, sizesBelow } from '../../../src/trial/sizes/choose-sizes';

const column = {
  name: 'c',
  sqlName: 'c',
  type: 'int',
  distribution: { kind: 'serial', start: 1 },
} as const;

function modelOf(...tables: readonly ((scale: number) => number)[]): Model {
  const models = tables.map((rows, k): TableModel => ({
    name: `t${k}`,
    sqlName: `public.t${k}`,
    columns: [column],
    rows,
  }));
  return { driving: 't0', tables: models } as unknown as Model;
}

const same = (scale: number): number => scale;

describe('sizes of a trial', () => {
  test('are the usual ones where they fit', () => {
    expect(chooseSizes(defaultSizes, modelOf(same))).toEqual({
      sizes: [10_000, 30_000, 100_000, 300_000],
    });
  });

  test('shrink together where all tables would have too many rows', () => {
    const chosen = chooseSizes(
      defaultSizes,
      modelOf(same, (scale) => scale * 19),
    );
    expect(chosen.sizes).toEqual([3_300, 10_000, 33_000, 100_000]);
    expect(chosen.reason).toMatch(/2M rows.*300000 rows of t0 do not fit/);
  });

  test('shrink where the load would take too long', () => {
    const gin = chooseSizes([300_000], modelOf(same, same), () => 75);
    expect(gin.sizes[0]).toBeLessThan(300_000);
    expect(gin.sizes[0]).toBeGreaterThan(100_000);
  });

  test('are none where a table is large at any size', () => {
    const chosen = chooseSizes(
      defaultSizes,
      modelOf(same, () => 5_000_000),
    );
    expect(chosen.sizes).toEqual([]);
    expect(chosen.reason).toBeDefined();
  });

  test('come in rising order, each once', () => {
    expect(chooseSizes([500, 100, 500], modelOf(same)).sizes).toEqual([100, 500]);
  });

  test('smaller ones keep to tables of more than a few pages', () => {
    expect(sizesBelow([10_000, 30_000], 10_000)).toEqual([1_000, 3_300]);
    expect(sizesBelow([300], 300)).toEqual([100]);
    expect(sizesBelow([], 100)).toEqual([]);
  });

  test('smaller ones are those that are loaded, the least first', () => {
    expect(sizesBelow([10_000, 30_000, 100_000, 300_000], 300_000)).toEqual([
      10_000, 30_000, 100_000,
    ]);
  });
});
