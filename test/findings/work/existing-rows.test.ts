import { whereRowsExist } from '../../../src/findings/work/existing-rows';
import { resultOf } from '../../../src/findings/work/result';
import { resultText } from '../../../src/findings/work/figures';
import { trialOf } from './trials';

const sizesOf = (trial: { readonly runs: readonly { readonly size: number }[] } | undefined) =>
  trial?.runs.map(({ size }) => size);

test('sizes before the first row that a case finds show nothing of its growth', () => {
  const trial = trialOf({ pages: () => 300, returned: (n) => (n < 50_000 ? 0 : n / 2_500) });
  const [kept] = whereRowsExist([trial]);
  expect(sizesOf(kept)).toEqual([100_000, 300_000]);
  expect(resultOf([trial])?.rows.slope).toBeGreaterThan(1.5);
  expect(resultOf(whereRowsExist([trial]))?.rows.slope).toBeCloseTo(1);
});

test('a case that finds nothing, or only now and then, keeps all sizes', () => {
  const empty = trialOf({ pages: () => 4, returned: () => 0 });
  const late = trialOf({ pages: () => 4, returned: (n) => (n === 300_000 ? 9 : 0) });
  const gaps = trialOf({ pages: () => 4, returned: (n) => (n === 100_000 ? 0 : 1) });
  for (const trial of [empty, late, gaps]) expect(whereRowsExist([trial])).toEqual([trial]);
});

test('the row of a count over nothing is no row', () => {
  const count = trialOf({ pages: () => 4, returned: () => 1, aggregated: () => 0 });
  const result = resultOf([count]);
  expect(result && resultText(result, 1e6)).toBe('no row');
  const some = resultOf([trialOf({ pages: () => 4, returned: () => 1 })]);
  expect(some && resultText(some, 1e6)).toBe('1 row');
});
