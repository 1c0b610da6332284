import type { IndexFacts } from '../../src/plan/facts';
import { indexPredicates } from '../../src/plan/index-conditions';
import { factsOf, node } from '../fixtures/explain/nodes';

const btree = (...keys: readonly string[]): IndexFacts => ({ name: 'i', method: 'btree', keys });

/** Columns of the conditions, and of the filters. */
function read(
  cond: string | undefined,
  index: IndexFacts | undefined,
  major = 17,
): readonly [string, string] {
  const scan = node('Index Scan', {
    'Index Name': 'i',
    ...(cond === undefined ? {} : { 'Index Cond': cond }),
  });
  const facts = factsOf({ major, indexes: index === undefined ? {} : { i: index } });
  const found = indexPredicates(scan, 'shop', { alias: 'o', qualified: true }, facts);
  const names = (list: typeof found.conditions): string =>
    list.flatMap(({ columns }) => columns).join(' ');
  return [names(found.conditions), names(found.filters)];
}

const abc = '((o.a = 1) AND (o.b = 2) AND (o.c > 3))';

test('without facts of the index every term is a condition', () => {
  expect(read(abc, undefined)).toEqual(['a b c', '']);
});

test.each<[string, string, IndexFacts, string, string]>([
  ['equalities, then a range', abc, btree('a', 'b', 'c'), 'a b c', ''],
  ['a leading column without a term', abc, btree('x', 'a', 'b', 'c'), '', 'a b c'],
  ['a gap', abc, btree('a', 'x', 'b', 'c'), 'a', 'b c'],
  ['a range before others', abc, btree('c', 'a', 'b'), 'c', 'a b'],
  ['both ends of a range', '((o.a > 1) AND (o.a < 9) AND (o.b = 2))', btree('a', 'b'), 'a a', 'b'],
  [
    'a list counts as equality',
    `((o.a = ANY ('{1,2}'::int[])) AND (o.b < 2))`,
    btree('a', 'b'),
    'a b',
    '',
  ],
  ['IS NULL counts as equality', '((o.a IS NULL) AND (o.b < 2))', btree('a', 'b'), 'a b', ''],
  ['IS NOT NULL does not', '((o.a IS NOT NULL) AND (o.b = 2))', btree('a', 'b'), 'a', 'b'],
  [
    'a boolean column',
    '((o.a = true) AND (NOT o.b) AND o.c AND (o.d > 1))',
    btree('a', 'b', 'c', 'd'),
    'a b c d',
    '',
  ],
  [
    'a row comparison',
    '((o.a = 1) AND (ROW(o.b, o.c) < ROW(1, 2)))',
    btree('a', 'b', 'c'),
    'a b c',
    '',
  ],
  ['a row comparison behind a gap', '(ROW(o.b, o.c) < ROW(1, 2))', btree('a', 'b', 'c'), '', 'b c'],
  [
    'an expression',
    `((lower((o.a)::text) = 'x'::text) AND (o.b = 1))`,
    btree('lower(a::text)', 'b'),
    'a b',
    '',
  ],
  [
    'an expression of operators',
    `(((o.a ->> 'k'::text) = 'x'::text) AND (o.b = 1))`,
    btree(`(a ->> 'k'::text)`, 'b'),
    'a b',
    '',
  ],
  [
    'a column cast without effect',
    `(((o.a)::text = 'x'::text) AND (o.b = 1))`,
    btree('a', 'b'),
    'a b',
    '',
  ],
  ['a quoted column', '((o."A b" = 1) AND (o.b = 1))', btree('"A b"', 'b'), 'A b b', ''],
  ['a join partner', '((o.a = x.b) AND (o.b = x.a))', btree('b', 'a'), 'a b', ''],
  ['a term of no known column', '((o.a + 1) = 2)', btree('a', 'b'), 'a', ''],
])(
  'before 18, a b-tree is bounded by a run of leading columns: %s',
  (_what, cond, index, on, filter) => {
    expect(read(cond, index)).toEqual([on, filter]);
  },
);

test('from 18 a skip scan fills the gaps', () => {
  expect(read(abc, btree('x', 'a', 'b', 'c'), 18)).toEqual(['a b c', '']);
});

test('other access methods search by every term', () => {
  expect(read(abc, { name: 'i', method: 'gin', keys: ['x', 'a', 'b', 'c'] })).toEqual([
    'a b c',
    '',
  ]);
});

test('a partial index answers its predicate, with or without a condition', () => {
  const partial = { ...btree('a'), predicate: `status = 'open'::text AND NOT gone` };
  expect(read(undefined, partial)).toEqual(['status gone', '']);
  expect(read('(o.a = 1)', partial, 18)).toEqual(['a status gone', '']);
});

test('a literal in the predicate of a partial index is no column', () => {
  const index = { ...btree('a'), predicate: '(deleted = false)' };
  expect(read('(o.a = 1)', index)).toEqual(['a deleted', '']);
});
