import { missesOf, scoreOf, type Judged } from '../../bench/corpus/score';

const judged = (
  name: string,
  expected: Judged['expected'],
  got: Judged['got'],
  rest: Partial<Judged> = {},
): Judged => ({
  family: 'f',
  name,
  heldOut: false,
  cause: 'early stop',
  expected,
  got,
  kinds: got === 'none' ? [] : ['index-lost'],
  ...rest,
});

const cases = [
  judged('a', 'error', 'error'),
  judged('b', 'error', 'warning'),
  judged('c', 'error', 'info'),
  judged('d', 'warning', 'error'),
  judged('e', 'warning', 'none', { heldOut: true }),
  judged('f', 'none', 'error'),
  judged('g', 'none', 'warning'),
  judged('h', 'none', 'info'),
  judged('i', 'none', 'none'),
];

test('recall is of harmful cases, precision of accused ones, and info accuses nobody', () => {
  expect(scoreOf(cases)).toEqual({
    recall: { count: 3, of: 5 },
    precision: { count: 3, of: 5 },
    errorRecall: { count: 1, of: 3 },
    errorPrecision: { count: 2, of: 3 },
  });
});

test('misses list missed harm, then unjust accusations, then other severities', () => {
  expect(missesOf(cases)).toEqual([
    'missed: f / c (early stop): expected error, found info (index-lost)',
    'missed: [held out] f / e (early stop): expected warning, found none',
    'accused: f / f (early stop): expected none, found error (index-lost)',
    'accused: f / g (early stop): expected none, found warning (index-lost)',
    'other severity: f / b (early stop): expected error, found warning (index-lost)',
    'other severity: f / d (early stop): expected warning, found error (index-lost)',
  ]);
});

test('of no cases every share is zero of zero', () => {
  const { recall, errorPrecision } = scoreOf([]);
  expect([recall, errorPrecision]).toEqual([
    { count: 0, of: 0 },
    { count: 0, of: 0 },
  ]);
});
