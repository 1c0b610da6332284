import { compareStatistics } from '../../src/verify/statistics/compare';
import type {
  ColumnFigures,
  EndFigures,
  ExtendedFigures,
  RelationFigures,
  Statistics,
} from '../../src/verify/statistics/read';

/** Bounds of a histogram with even bins. */
const upTo = (most: number, bounds: number): readonly string[] =>
  Array.from({ length: bounds }, (_, k) => String((most * k) / (bounds - 1)));

const table: RelationFigures = {
  name: 'orders',
  kind: 'table',
  method: 'heap',
  pages: 1000,
  reltuples: 100_000,
  relpages: 1000,
  relallvisible: 1000,
  level: null,
};
const index: RelationFigures = {
  ...table,
  name: 'orders_pkey',
  kind: 'index',
  method: 'btree',
  pages: 276,
  level: 1,
};
const column: ColumnFigures = {
  table: 'orders',
  column: 'status',
  inherited: false,
  n_distinct: 500,
  null_frac: 0.1,
  avg_width: 8,
  correlation: 0.5,
  common_values: ['paid', 'sent'],
  common_frequencies: [0.5, 0.2],
  histogram_bounds: upTo(1000, 101),
  order: 'number',
  elements: ['blue', 'red'],
  element_frequencies: [0.3, 0.4, 0.3, 0.4],
  mean_elements: 2.5,
  range_lengths: upTo(50, 101),
  empty_ranges: 0.02,
};
const ends: EndFigures = {
  index: 'orders_pkey',
  table: 'orders',
  column: 'status',
  lowest: '0',
  highest: '1000',
};
const together: ExtendedFigures = {
  table: 'orders',
  name: 'orders_together',
  inherited: false,
  distinct: { '1, 2': 800 },
  dependencies: { '1 => 2': 0.8 },
  combinations: ['{{paid,1}}'],
  combination_frequencies: [0.25],
};
const statistics = (
  changes: {
    readonly table?: Partial<RelationFigures>;
    readonly index?: Partial<RelationFigures>;
    readonly column?: Partial<ColumnFigures>;
    readonly extended?: Partial<ExtendedFigures>;
    readonly ends?: Partial<EndFigures>;
  } = {},
): Statistics => ({
  relations: [
    { ...table, ...changes.table },
    { ...index, ...changes.index },
  ],
  columns: [{ ...column, ...changes.column }],
  extended: [{ ...together, ...changes.extended }],
  ends: [{ ...ends, ...changes.ends }],
});

const outside = (virtual: Statistics, real: readonly Statistics[] = [statistics()]): string[] =>
  compareStatistics(virtual, real)
    .filter(({ within }) => !within)
    .map(({ subject, figure }) => `${subject} ${figure}`);

test('equal statistics are within every allowance', () => {
  expect(compareStatistics(statistics(), [statistics()]).length).toBeGreaterThan(10);
  expect(outside(statistics())).toEqual([]);
});

test('a smaller sample, of a lower statistics target, strays further', () => {
  const strayed = statistics({ column: { null_frac: 0.12 } });
  const within = (sampled: number) =>
    compareStatistics(strayed, [statistics()], sampled).every((each) => each.within);
  expect(within(30_000)).toBe(false);
  expect(within(3_000)).toBe(true);
});

test.each([
  [{ table: { pages: 1040 } }, []],
  [{ table: { pages: 1060 } }, ['orders pages']],
  [{ index: { pages: 300 } }, ['orders_pkey pages']],
  [{ index: { level: 2 } }, ['orders_pkey level']],
  [{ table: { reltuples: 102_000 } }, ['orders reltuples']],
  [{ table: { relallvisible: 900 } }, ['orders relallvisible']],
  [{ column: { n_distinct: 503 } }, []],
  [{ column: { n_distinct: 550 } }, ['orders.status n_distinct']],
  [{ column: { null_frac: 0.105 } }, []],
  // Then the histogram stands for fewer rows, too.
  [
    { column: { null_frac: 0.12 } },
    [
      'orders.status null_frac',
      'orders.status histogram at 50 %',
      'orders.status histogram at 90 %',
    ],
  ],
  [{ column: { correlation: 0.55 } }, ['orders.status correlation']],
  [
    { column: { common_frequencies: [0.52, 0.2] } },
    [
      'orders.status frequency of paid',
      'orders.status histogram at 50 %',
      'orders.status histogram at 90 %',
    ],
  ],
  // Of two common values neither is there by chance.
  [
    {
      column: {
        common_values: ['paid', 'sent', 'a', 'b', 'c'],
        common_frequencies: [0.5, 0.2, 1e-4, 1e-4, 1e-4],
      },
    },
    ['orders.status common values'],
  ],
  [{ column: { histogram_bounds: upTo(1000, 90) } }, ['orders.status histogram bounds']],
  [
    { column: { histogram_bounds: upTo(1200, 101) } },
    ['orders.status histogram at 50 %', 'orders.status histogram at 90 %'],
  ],
  // Four standard errors of the 2 % of all rows that lie below a tenth of those without common values are 0.35 %.
  [
    { column: { histogram_bounds: upTo(1400, 101) } },
    [
      'orders.status histogram at 10 %',
      'orders.status histogram at 50 %',
      'orders.status histogram at 90 %',
    ],
  ],
  [{ column: { elements: ['blue', 'green'] } }, []],
  [
    { column: { element_frequencies: [0.3, 0.45, 0.3, 0.45] } },
    ['orders.status frequency of element red'],
  ],
  [{ column: { mean_elements: 3 } }, ['orders.status elements a row']],
  [{ column: { empty_ranges: 0.05 } }, ['orders.status empty ranges']],
  [{ column: { range_lengths: upTo(60, 101) } }, ['orders.status range lengths at 50 %']],
  [{ ends: { highest: '996' } }, []],
  [{ ends: { highest: '900' } }, ['orders_pkey highest (bins off)']],
  [{ ends: { lowest: '-20' } }, ['orders_pkey lowest (bins off)']],
  [{ extended: { distinct: { '1, 2': 700 } } }, ['orders_together n_distinct of 1, 2']],
  [{ extended: { dependencies: {} } }, ['orders_together degree of 1 => 2']],
  [{ extended: { combination_frequencies: [0.3] } }, ['orders_together frequency of {{paid,1}}']],
] as const)('%# is told where it is too far', (changes, expected) => {
  expect(outside(statistics(changes))).toEqual(expected);
});

test('what several runs of ANALYZE spread over is allowed', () => {
  const real = [400, 450, 600].map((n_distinct) => statistics({ column: { n_distinct } }));
  expect(outside(statistics({ column: { n_distinct: 620 } }), real)).toEqual([]);
  expect(outside(statistics({ column: { n_distinct: 900 } }), real)).toEqual([
    'orders.status n_distinct',
  ]);
});

test('few rows leave more to the chance of their own draws', () => {
  const few = { table: { reltuples: 1000 } };
  const moved = { ...few, column: { null_frac: 0.13 } };
  expect(outside(statistics(moved), [statistics(few)])).toEqual([]);
});

test('statistics that only one of the two has are told', () => {
  const none = { ...statistics(), columns: [], extended: [], ends: [] };
  expect(outside(none)).toEqual(['orders.status has statistics', 'orders_together has statistics']);
  expect(outside(statistics(), [none])).toEqual(['orders.status has statistics']);
});

test.each([
  [99, []],
  [45, []],
  [25, ['orders.status common values']],
  [0, ['orders.status common values']],
])(
  'equally frequent values look common by chance, %i of them where really 80 did',
  (length, expected) => {
    const looking = (values: number): Partial<ColumnFigures> => ({
      common_values: Array.from({ length: values }, (_, k) => `value ${k}`),
      // A sample of 30,000 rows tells frequencies of 0.004 to the eleventh part.
      common_frequencies: Array.from({ length: values }, (_, k) => 0.0045 - 0.000005 * k),
    });
    const compared = compareStatistics(statistics({ column: looking(length) }), [
      statistics({ column: looking(80) }),
    ]);
    const off = compared.filter(({ within, figure }) => !within && figure === 'common values');
    expect(off.map(({ subject, figure }) => `${subject} ${figure}`)).toEqual(expected);
  },
);

test('values that are common on one side and in the histogram on the other are the same rows', () => {
  const numbered = (common: readonly number[]): Statistics => {
    const rest = Array.from({ length: 200 }, (_, k) => k).filter((k) => !common.includes(k));
    return statistics({
      column: {
        null_frac: 0,
        common_values: common.map(String),
        common_frequencies: common.map(() => 0.005),
        histogram_bounds: Array.from({ length: 101 }, (_, k) =>
          String(rest[Math.round((k / 100) * (rest.length - 1))]),
        ),
      },
    });
  };
  const [low, high] = [0, 100].map((first) => Array.from({ length: 50 }, (_, k) => first + k));
  const off = outside(numbered(low as number[]), [numbered(high as number[])]);
  expect(off.filter((line) => line.includes('histogram'))).toEqual([]);
});
