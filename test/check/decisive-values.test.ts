import { decisiveValue } from '../../src/check/decisive-values';
import { array, uniformInt, weighted, words, zipf } from '../../src/model/distributions';
import type { Distribution, Model } from '../../src/model/types';
import type { Predicate } from '../../src/plan/types';
import { access, plan, planned } from '../helpers/plans';
import { predicate } from '../helpers/timelines';

/** Rows of a table of a hundred million that meet a condition by the planner: 6 in a sample of 30,000. */
const seldom = 20_000;

async function decidedBy(
  distribution: Distribution,
  condition: Predicate,
  column = 'tags',
): Promise<string | undefined> {
  const model = {
    tables: [
      {
        sqlName: 'public.orders',
        rows: (scale: number) => scale,
        columns: [{ name: column, distribution }],
      },
    ],
  } as unknown as Model;
  const world = { planAt: () => Promise.resolve([planned(plan({ rows: seldom }))]) };
  const point = {
    scale: 1e8,
    plan: plan({ accesses: [access({ filters: [condition] })] }),
    statement: { sql: 'select 1', parameters: [] },
  };
  return (await decisiveValue(world, model, point, 30_000))?.column;
}

const holds = predicate("(o.tags @> '{rare}'::text[])", 'tags');
const matches = predicate("(o.tags @@ '''rare'''::tsquery)", 'tags');

test.each<[string, Distribution, Predicate]>([
  [
    'an array of unequal elements',
    array(weighted({ common: 4_999, rare: 1 }), { minLength: 1, maxLength: 3, type: 'text' }),
    holds,
  ],
  [
    'an array with unequal elements at one place',
    array([zipf(100, 1), uniformInt(1, 1_000)], {
      minLength: 1,
      maxLength: 3,
      type: 'int',
    }),
    holds,
  ],
  ['words by Zipf’s law', words({ vocabulary: 5_000, minWords: 5, maxWords: 10 }), matches],
])('%s: chance decides about a seldom one', async (_, distribution, condition) => {
  expect(await decidedBy(distribution, condition)).toBe('tags');
});

test.each<[string, Distribution]>([
  [
    'an array of equal elements',
    array(uniformInt(1, 1_000), { minLength: 1, maxLength: 3, type: 'int' }),
  ],
  [
    'words that are equally common',
    words({ vocabulary: 5_000, exponent: 0, minWords: 5, maxWords: 10 }),
  ],
])('%s: each sample says the same', async (_, distribution) => {
  expect(await decidedBy(distribution, holds)).toBeUndefined();
});
