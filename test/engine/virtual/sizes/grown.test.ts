import { evenKeys, uniqueKeys } from '../../../../src/engine/virtual/keys/key-distribution';
import { type GrownBtree, grownFill } from '../../../../src/engine/virtual/sizes/grown';
import { grownGin } from '../../../../src/engine/virtual/sizes/grown-gin';
import { grownGist } from '../../../../src/engine/virtual/sizes/grown-gist';

const rows = 400_000;
const tree = (parts: Partial<GrownBtree>): GrownBtree => ({
  order: { kind: 'anywhere' },
  keyDistribution: uniqueKeys(rows),
  prefixes: [],
  deduplicates: true,
  tupleSize: 16,
  rows,
  builtPages: 1_543,
  builtFill: 0.9,
  ...parts,
});
const places = (prefixes: number, ends = true): GrownBtree =>
  tree({
    order: { kind: 'places', columns: 1, ends },
    prefixes: [evenKeys(prefixes)],
  });

// Leaf densities of pgstatindex, of the indexes in docs/how-scaling-works.md.
test.each<[string, GrownBtree, least: number, most: number]>([
  ['rising', tree({ order: { kind: 'end' } }), 0.9, 0.9],
  ['falling', tree({ order: { kind: 'one place' } }), 0.5, 0.53],
  ['random', tree({}), 0.65, 0.75],
  ['random, 100 rows each', tree({ keyDistribution: evenKeys(4_000) }), 0.62, 0.65],
  ['random, 400 rows each', tree({ keyDistribution: evenKeys(1_000) }), 0.74, 0.8],
  ['random, 40,000 rows each', tree({ keyDistribution: evenKeys(10) }), 0.94, 0.95],
  ['rising, of 1,000 tenants', places(1_000), 0.61, 0.63],
  ['rising, of 100 tenants', places(100), 0.85, 0.87],
  ['rising, of five states', places(5), 0.89, 0.9],
  ['falling, of 1,000 tenants', places(1_000, false), 0.63, 0.67],
  ['falling, of 20 tenants', places(20, false), 0.51, 0.52],
])('pages of a b-tree are as full as measured: keys %s', (_, of, least, most) => {
  expect(grownFill(of)).toBeGreaterThanOrEqual(least);
  expect(grownFill(of)).toBeLessThanOrEqual(most);
});

test('a GIN index keeps the pages of its pending list, and half of them are pending', () => {
  const keys = { classes: [], fresh: { keys: 3, keySize: 16 } };
  const built = { totalPages: 3_532, entryPages: 3_531, dataPages: 0, entries: 1_140_000 };
  const grown = grownGin(built, keys, rows, 515);
  // 2,738 and 2,291 were measured.
  expect(grown.totalPages / 2_738).toBeCloseTo(1.06, 1);
  expect(grown.entryPages / 2_291).toBeCloseTo(1.06, 1);
  expect(grown.pendingPages).toBe(258);
  expect(grownGin(built, keys, rows, 0)).toMatchObject({ pendingPages: 0, totalPages: 2_438 });
  // 136 rows on a page.
  expect(grownGin(built, keys, 1_360, 515).pendingPages).toBe(5);
});

test('GiST and SP-GiST indexes differ by what CREATE INDEX sorts', () => {
  const pagesOf = (method: string, type: string, kind: 'end' | 'anywhere' = 'anywhere') =>
    grownGist({ method, type }, { kind }, 100);
  expect(pagesOf('gist', 'int4range')).toBe(135);
  expect(pagesOf('gist', 'tstzrange', 'end')).toBe(199);
  expect([pagesOf('gist', 'inet'), pagesOf('spgist', 'inet')]).toEqual([78, 149]);
  expect([pagesOf('gist', 'point'), pagesOf('spgist', 'text')]).toEqual([100, 100]);
});
