import { growthOf } from '../../../../src/engine/twin/growth/growth';
import { readOverrides } from '../../../../src/engine/twin/growth/overrides';
import { passingStates } from '../../../../src/engine/twin/growth/passing-states';
import { PlancliffError } from '../../../../src/errors';
import type { Catalog } from '../../../../src/postgres/catalog/types';
import { earlierFor } from '../../../../src/pull/earlier';
import type { ColumnStatistics, Pulled, RelationStatistics } from '../../../../src/pull/types';

const state = (shares: Readonly<Record<string, number>>, nulls = 0): ColumnStatistics => ({
  attname: 'state',
  inherited: false,
  type: 'text',
  null_frac: nulls,
  avg_width: 5,
  n_distinct: 3,
  most_common_vals: Object.keys(shares),
  most_common_freqs: Object.values(shares),
});

const table = (
  name: string,
  rows: number,
  columns: readonly ColumnStatistics[] = [],
): RelationStatistics => ({
  // prettier-ignore
  schema: 'public',
  name,
  kind: 'table',
  pages: rows / 100,
  relpages: rows / 100,
  reltuples: rows,
  relallvisible: 0,
  columns,
});

const pulled = (clock: string, relations: readonly RelationStatistics[]): Pulled =>
  ({
    manifest: { clock },
    statistics: { relations, extended: [] },
    activity: { until: clock, tables: [] },
    settings: {},
    schema: '',
    workload: [],
  }) as unknown as Pulled;

const catalogOf = (...names: readonly string[]): Catalog => ({
  tables: names.map((name) => ({
    schema: 'public',
    name,
    kind: 'table',
    persistence: 'permanent',
    inherits: [],
    columns: [
      {
        name: 'state',
        type: 'text',
        typeName: 'text',
        notNull: false,
        hasDefault: false,
        identity: '',
        generated: false,
      },
    ],
    indexes: [],
    foreignKeys: [],
  })),
});

const before = pulled('2026-01-01T00:00:00.000000Z', [
  table('orders', 100_000, [state({ sent: 0.97, new: 0.02, lost: 0.01 }, 0.05)]),
]);
const after = pulled('2026-03-02T00:00:00.000000Z', [
  table('orders', 200_000, [state({ sent: 0.9799, new: 0.0101, lost: 0.01 }, 0.05)]),
]);

test('of two pulls, a state of as many rows as before passes, and one that grew does not', () => {
  const earlier = earlierFor(after, before);
  expect(passingStates(after.statistics.relations[0] as RelationStatistics, 'state', earlier)).toEqual(['new']); // prettier-ignore
  const growth = growthOf({ ...after, earlier }, catalogOf('orders'));
  expect(growth.decisions[0]?.rule).toBe('kept, backlog');
  expect(growth.decisions[0]?.says).toContain('new (two pulls)');
  const [orders] = growth.imageAt(10).relations;
  const freqs = orders?.columns[0]?.most_common_freqs ?? [];
  expect(freqs.at(-1)).toBeCloseTo(0.00101, 5);
});

test('two pulls of one day are none', () => {
  const soon = pulled('2026-01-01T05:00:00.000000Z', after.statistics.relations);
  const first = { clock: '2025-12-01T00:00:00Z', tables: [] };
  expect(earlierFor(soon, { ...before, earlier: first })).toBe(first);
  expect(earlierFor(after, { ...before, earlier: first }).clock).toBe(before.manifest.clock);
});

test('a folder with surrogates keeps no value of the pull with values before it', () => {
  const redacted = { ...after, manifest: { ...after.manifest, redacted: true as const } };
  const earlier = earlierFor(redacted, before);
  expect(JSON.stringify(earlier)).not.toMatch(/sent|new|lost/);
  expect(earlier.tables[0]).toMatchObject({ rows: 100_000, columns: [{ nulls: 5_000 }] });
});

test('growth.json goes before every rule', () => {
  const known = { ...after, earlier: earlierFor(after, before) };
  const of = (growth: Readonly<Record<string, string | number>>) =>
    growthOf({ ...known, growth }, catalogOf('orders'));
  expect(of({ 'orders.state.new': 'grows' }).decisions[0]?.rule).toBe('kept');
  expect(of({ 'orders.state.lost': 'backlog' }).decisions[0]?.says).toContain('lost (growth.json)');
  expect(of({ 'public.orders.state.null': 'backlog' }).decisions[0]?.says).toContain('null (growth.json)'); // prettier-ignore
  expect(of({ orders: 'stays' }).rows({ schema: 'public', name: 'orders' }, 10)).toBe(200_000);
  expect(of({}).rows({ schema: 'public', name: 'orders' }, 10)).toBe(2_000_000);
});

test.each([
  [{ order: 'stays' }, 'Did you mean orders?'],
  [{ orders: 'shrinks' }, 'Write "stays", "grows" or a number.'],
  [{ 'orders.state': 'backlog' }, 'Write one of kept.'],
  [{ 'orders.state.new': 'stays' }, 'Write "backlog" or "grows".'],
])('%j is refused', (given, hint) => {
  try {
    readOverrides(given, catalogOf('orders'), ['kept']);
    throw new Error('accepted');
  } catch (error) {
    expect((error as PlancliffError).hint).toBe(hint);
  }
});

test('in time each table grows at its own rate', () => {
  const relations = [table('fast', 100_000), table('slow', 100_000), table('still', 100_000)];
  const now = pulled('2026-03-02T00:00:00.000000Z', relations);
  const then = pulled('2026-01-01T00:00:00.000000Z', [
    table('fast', 60_000),
    table('slow', 90_000),
    table('still', 100_000),
  ]);
  const known = { ...now, earlier: earlierFor(now, then) };
  const growth = growthOf(known, catalogOf('fast', 'slow', 'still'), { inTime: true });
  const factor = growth.factorAt?.(10) ?? 0;
  const rows = (name: string) => growth.rows({ schema: 'public', name }, factor);
  // Two months of 30 days lie between the pulls.
  expect([rows('fast'), rows('slow'), rows('still')]).toEqual([300_000, 150_000, 100_000]);
  expect(growth.monthsAt?.(factor)).toBeCloseTo(10);
  const said = growthOf({ ...known, growth: { still: 20_000 } }, catalogOf('fast', 'slow', 'still'), { inTime: true }); // prettier-ignore
  expect(said.rows({ schema: 'public', name: 'still' }, said.factorAt?.(10) ?? 0)).toBe(300_000);
  expect(() => growthOf(now, catalogOf('fast'), { inTime: true })).toThrow(PlancliffError);
});
