import { ginFromCosts } from '../../src/pull/gin-from-costs';

const on18 = { major: 18 };

test.each([
  // Costs and counters (gin_metapage_info) of indexes over 40,000 rows on 18.4.
  [
    'documents',
    [80_036, 11_322_532, 3],
    { pages: 331, rows: 40_000 },
    { entries: 40_004, dataPages: 28 },
  ],
  ['words', [9_089, 1_257_499, 3], { pages: 103, rows: 40_000 }, { entries: 4_537, dataPages: 0 }],
  [
    'trigrams',
    [13_888, 1_744_048, 4],
    { pages: 617, rows: 40_000 },
    { entries: 4_624, dataPages: 16 },
  ],
] as const)(
  'counters of an index over %s are read off the costs of its scans',
  (_, [allByPages, allByOperators, oneByPages], of, found) => {
    expect(
      ginFromCosts({ allByPages, allByOperators, oneByPages }, { ...of, ...on18 }),
    ).toMatchObject({
      ...found,
      totalPages: of.pages,
      pendingPages: 0,
    });
  },
);

/** As gincostestimate sums them up, of conditions on all keys and on one. */
function costs(entries: number, depth: number, dataPages: number, pendingPages: number) {
  const pagesOfAll = pendingPages + depth * entries;
  const search = Math.ceil(Math.log2(entries)) * entries;
  return {
    allByPages: pagesOfAll + dataPages,
    allByOperators: 2 * search + 100 * pagesOfAll + 50 * dataPages + 51 * entries,
    oneByPages: pendingPages + depth + 1,
  };
}

test('pending pages are told apart from the others', () => {
  const found = ginFromCosts(costs(20_004, 2, 19, 15), { pages: 463, rows: 20_000, ...on18 });
  expect(found).toEqual({
    totalPages: 463,
    entryPages: 428,
    dataPages: 19,
    entries: 20_004,
    pendingPages: 15,
  });
});

test('pages that nothing uses any more are not taken for pages of entries where the depth tells', () => {
  // Twice as deep a search would be made of 614 pages of entries.
  const found = ginFromCosts(costs(4_562, 2, 9, 0), { pages: 624, rows: 6_000, ...on18 });
  expect(found?.entryPages).toBeLessThan(460);
});

test('before 16 the descent tells the entries', () => {
  const { allByPages, oneByPages } = costs(40_004, 2, 28, 0);
  const found = ginFromCosts(
    { allByPages, allByOperators: 40_000, oneByPages },
    { pages: 331, rows: 40_000, major: 14 },
  );
  expect(Math.abs((found?.entries ?? 0) / 40_004 - 1)).toBeLessThan(0.001);
});

test('what the planner guesses by the size of the file is not taken for counters', () => {
  expect(
    ginFromCosts(costs(90_000, 3, 100, 0), { pages: 1_000, rows: 40_000, ...on18 }),
  ).toBeUndefined();
});
