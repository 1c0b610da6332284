import { defaultGuess } from '../../../src/findings/bounds/default-guess';
import { access, catalogOf, predicate } from '../../helpers/timelines';

const rows = 1_000_000;
const guessOf = (share: number, ...texts: readonly string[]) =>
  defaultGuess(
    access({
      rows: Math.round(rows * share),
      filters: texts.map((text) => predicate(text, /\b(k|at|tags|doc)\b/.exec(text)?.[1] ?? 'k')),
    }),
    rows,
  );

test.each([
  [0.005, 'DEFAULT_EQ_SEL', ["(lower(o.k) = 'x'::text)"]],
  [1 / 3, 'DEFAULT_INEQ_SEL', ["((o.at)::date > '2026-01-01'::date)"]],
  [
    0.005,
    'DEFAULT_RANGE_INEQ_SEL',
    ["((o.at)::date >= '2026-01-01'::date)", "((o.at)::date <= '2026-02-01'::date)"],
  ],
  [1 / 3, 'DEFAULT_INEQ_SEL', ['(o.at > $1)']],
  [0.005, 'DEFAULT_MATCH_SEL', ["(o.k ~~ 'acme-%'::text)"]],
  [0.01, 'DEFAULT_MATCHING_SEL', ["(o.k ~~ 'acme-%'::text)"]],
  [0.0001, 'the least share of patternsel', ["(o.k ~~ 'acme-17-%'::text)"]],
  [0.01, 'DEFAULT_OVERLAP_SEL', ["(o.tags && '{a}'::text[])"]],
  [0.005, 'DEFAULT_CONTAIN_SEL', ["(o.doc @> '{}'::jsonb)"]],
  [0.005, 'DEFAULT_UNK_SEL', ['(lower(o.k) IS NULL)']],
  [0.5, 'one half for a subplan', ['(SubPlan 1)']],
  [0.0025, 'one half for a subplan', ['(SubPlan 1)', "(lower(o.k) = 'x'::text)"]],
])('a share of %d is %s', (share, name, texts) => {
  expect(guessOf(share, ...texts)).toMatchObject({
    name,
    share: expect.closeTo(share, 6) as number,
  });
});

test('the same conditions with another share come from statistics', () => {
  expect(guessOf(0.007, "(lower(o.k) = 'x'::text)")).toBeUndefined();
  expect(guessOf(0.2, "(o.k ~~ 'acme-%'::text)")).toBeUndefined();
});

test('a condition on a bare column with a known value has statistics, whatever its share', () => {
  expect(guessOf(0.005, "(o.k = 'x'::text)")).toBeUndefined();
  expect(guessOf(1 / 3, "(o.at > '2026-01-01'::date)")).toBeUndefined();
  expect(guessOf(0.005, "(o.k = 'x'::text)", "(lower(o.k) = 'x'::text)")).toBeUndefined();
});

test('an index on the expression gives the planner statistics on it', () => {
  const of = access({ rows: 5_000, filters: [predicate("(lower(o.k) = 'x'::text)", 'k')] });
  expect(defaultGuess(of, rows, catalogOf({ columns: ['lower(k)'] }))).toBeUndefined();
  expect(defaultGuess(of, rows, catalogOf({ columns: ['k'] }))).toMatchObject({
    about: 'lower(o.k)',
  });
});

test('a read without a condition is no guess', () => {
  expect(defaultGuess(access({ rows: 5_000 }), rows)).toBeUndefined();
});
