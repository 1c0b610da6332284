import { ginKeys } from '../../../../src/engine/virtual/keys/gin-keys';
import type { Relation, RelationIndex } from '../../../../src/engine/virtual/catalog/relations';
import * as make from '../../../../src/model/distributions';
import type { Distribution, Model, TableModel } from '../../../../src/model/types';

/** The distribution of an index on the only column of a table of 1,000 rows. */
function keyDistributionOf(distribution: Distribution, body = 'gin (v)') {
  const table = {
    columns: [{ name: 'v', sqlName: 'v', type: '', distribution }],
    rows: () => 1_000,
  } as unknown as TableModel;
  return ginKeys(
    {
      model: { table: () => table } as unknown as Model,
      table: 't',
      relation: { columns: [{ number: 1, name: 'v' }] } as unknown as Relation,
      scale: 1_000,
      rows: 1_000,
    },
    { keys: [1], body } as unknown as RelationIndex,
  );
}

test('a row has an element once, however often it is drawn', () => {
  const pairs = make.array(make.uniformInt(1, 4), { minLength: 2, maxLength: 2, type: 'int' });
  const keyDistribution = keyDistributionOf(pairs);
  expect(keyDistribution).toEqual({
    classes: [{ keys: 4, share: expect.closeTo(7 / 16) as number }],
    fresh: 0,
  });
});

test('elements grow in number with the table', () => {
  const growing = make.array(make.uniformDistinct(0.2), {
    minLength: 1,
    maxLength: 3,
    type: 'int',
  });
  const keyDistribution = keyDistributionOf(growing);
  expect(keyDistribution?.classes).toEqual([
    { keys: 200, share: expect.closeTo(2 / 200, 3) as number },
  ]);
});

test('elements by their places are keys of each place, as often as an array is long enough', () => {
  const path = make.array([make.constant(1), make.uniformInt(2, 9), make.uniformInt(10, 5000)], {
    type: 'int',
    minLength: 1,
    maxLength: 4,
    empty: 0.6,
  });
  const [first, second, further, none] = keyDistributionOf(path)?.classes ?? [];
  expect(first).toEqual({ keys: 1, share: expect.closeTo(0.4) as number });
  expect(second).toEqual({ keys: 8, share: expect.closeTo((0.4 * 0.75) / 8) as number });
  // One of four arrays has one such element, one has two.
  expect(further?.keys).toBe(4_991);
  expect(further?.share).toBeCloseTo((0.4 * 0.75) / 4_991, 6);
  expect(none).toEqual({ keys: 1, share: expect.closeTo(0.6) as number });
});

test('an array without elements has a key of its own, and so has null', () => {
  const few = make.array(make.constant(1), { minLength: 0, maxLength: 1, type: 'int' });
  const keyDistribution = keyDistributionOf(make.nullable(0.2, few));
  const shares = keyDistribution?.classes.map(({ share }) => share);
  expect(shares).toEqual([0.4, 0.4, 0.2].map((share) => expect.closeTo(share) as number));
});

test('names and values of jsonb are keys, by paths the values alone', () => {
  const body = make.jsonb({ size: make.uniformInt(1, 50), code: make.uuidV4() });
  expect(keyDistributionOf(body)).toEqual({
    classes: [
      { keys: 50, share: expect.closeTo(0.02) as number },
      { keys: 1, share: 1 },
      { keys: 1, share: 1 },
    ],
    fresh: 1,
  });
  expect(keyDistributionOf(body, 'gin (v jsonb_path_ops)')?.classes).toHaveLength(1);
});

test('of what an operator class makes of a text, the model says nothing', () => {
  expect(keyDistributionOf(make.text({ minLength: 1, maxLength: 9 }))).toBeUndefined();
});
