import { withBacklog } from '../../../../src/engine/twin/growth/backlog';
import { columnRules } from '../../../../src/engine/twin/growth/rules';
import { singledOut } from '../../../../src/engine/twin/growth/singled-out';
import type { ColumnSubject, GrowthOf } from '../../../../src/engine/twin/growth/types';
import type { ColumnStatistics } from '../../../../src/pull/types';

const second = 1_000_000;
const at = (text: string): number => Date.parse(text) * 1000;
const clock = { from: at('2025-01-01T00:00:00Z'), to: at('2026-01-01T00:00:00Z') };
const table = { schema: 'public', name: 'orders', rows: 1_000_000, clock };

function column(
  statistics: Partial<ColumnStatistics>,
  of: Partial<ColumnSubject> = {},
): ColumnSubject {
  return {
    table,
    unique: false,
    passing: [],
    now: at('2026-01-01T00:00:10Z'),
    ...of,
    statistics: {
      attname: 'c',
      inherited: false,
      type: 'integer',
      null_frac: 0,
      avg_width: 4,
      n_distinct: 5,
      ...statistics,
    },
  };
}

function grown(
  subject: ColumnSubject,
  growth: Partial<GrowthOf> = {},
): ColumnStatistics & { rule: string } {
  for (const rule of columnRules) {
    const grow = rule.match(subject);
    if (grow !== undefined)
      return { rule: rule.name, ...grow({ table: 10, parent: 10, ...growth }) };
  }
  throw new Error('no rule');
}

test('a serial goes on at its end, up to the end of its type', () => {
  const subject = column(
    { n_distinct: -1, histogram_bounds: ['1', '500000', '1000000'] },
    { unique: true },
  );
  expect(grown(subject)).toMatchObject({
    rule: 'rising key',
    histogram_bounds: ['1', '4999991', '9999991'],
    n_distinct: -1,
  });
  expect(grown(subject, { table: 1_000_000 }).histogram_bounds?.at(-1)).toBe('2147483647');
});

test('unique numbers that are no dense series keep their range', () => {
  const bounds = ['-2000000000', '3', '2000000000'];
  expect(
    grown(column({ n_distinct: -1, histogram_bounds: bounds }, { unique: true })),
  ).toMatchObject({
    rule: 'unique',
    histogram_bounds: bounds,
  });
});

test('times reach ten times as far back and still end today', () => {
  const subject = column({
    type: 'timestamp with time zone',
    n_distinct: -1,
    correlation: 0.3,
    histogram_bounds: [
      '2025-01-01 00:00:00+00',
      '2025-07-02 12:00:00+00',
      '2026-01-01 00:00:00+00',
    ],
  });
  const { rule, histogram_bounds = [], correlation } = grown(subject);
  expect(rule).toBe('time');
  expect(
    histogram_bounds.map((text) =>
      Math.round((clock.to - at(text.replace(' ', 'T').replace('+00', 'Z'))) / second / 86_400),
    ),
  ).toEqual([3650, 1825, 0]);
  // The formula of docs: c = 0.297 grew to a real 0.963 at ten times the rows.
  expect(correlation).toBeGreaterThan(0.9);
});

test('times that end long before now, as birthdays do, stay', () => {
  const subject = column({
    type: 'date',
    n_distinct: 9000,
    histogram_bounds: ['1940-01-01', '2005-01-01'],
  });
  expect(grown(subject)).toMatchObject({
    rule: 'kept',
    histogram_bounds: ['1940-01-01', '2005-01-01'],
  });
});

test('references grow with their parent, and stay where it stays', () => {
  const key: ColumnStatistics = {
    ...column({ n_distinct: -1, histogram_bounds: ['1', '20000'] }).statistics,
  };
  const parent = { table: { ...table, name: 'customers', rows: 20_000 }, key };
  const subject = column(
    { n_distinct: 20_000, histogram_bounds: ['1', '10000', '20000'] },
    { parent },
  );
  const more = grown(subject);
  expect(more.rule).toBe('reference');
  expect(more.n_distinct).toBeGreaterThan(100_000);
  expect(more.histogram_bounds).toEqual(['1', '99991', '199991']);
  expect(grown(subject, { parent: 1 })).toMatchObject({
    n_distinct: 20_000,
    histogram_bounds: ['1', '10000', '20000'],
  });
});

test('open values are met more often, and never more than rows', () => {
  const { rule, n_distinct } = grown(column({ n_distinct: -0.5 }));
  expect(rule).toBe('open values');
  // 500,000 values among a million rows: some 630,000 can occur, and ten million rows meet all of them.
  expect(n_distinct).toBeGreaterThan(-0.5);
  const met = n_distinct < 0 ? -n_distinct * 10_000_000 : n_distinct;
  expect(met).toBeLessThan(1_500_000);
});

test('a state that a partial index singles out keeps its number of rows', () => {
  const states = { most_common_vals: ['sent', 'new'], most_common_freqs: [0.95, 0.05] };
  const subject = column(
    { ...states, type: 'text' },
    { passing: [{ state: 'new', because: 'partial index' }] },
  );
  const grow = withBacklog(subject, () => subject.statistics);
  expect(
    grow?.({ table: 10, parent: 1 }).most_common_freqs?.map((share) => share.toFixed(4)),
  ).toEqual(['0.9950', '0.0050']);
  expect(
    withBacklog(
      column(states, { passing: [{ state: 'sent', because: 'partial index' }] }),
      () => subject.statistics,
    ),
  ).toBeUndefined();
});

test('rows without an end time keep their number where a partial index singles them out', () => {
  const subject = column(
    { null_frac: 0.02, most_common_vals: ['1'], most_common_freqs: [0.5] },
    { passing: [{ state: null, because: 'partial index' }] },
  );
  const after = withBacklog(subject, () => subject.statistics)?.({ table: 10, parent: 1 });
  expect(after?.null_frac).toBeCloseTo(0.002);
  expect(after?.most_common_freqs?.[0]).toBeCloseTo((0.5 * 0.998) / 0.98);
});

describe('values that partial indexes single out', () => {
  const of = (predicate: string) => ({
    indexes: [
      {
        name: 'i',
        schema: 's',
        method: 'btree',
        unique: false,
        primary: false,
        columns: [],
        definition: '',
        predicate,
      },
    ],
  });
  it.each([
    ["(state = 'new'::text)", 'state', ['new']],
    ["((state)::text = 'it''s'::text)", 'state', ["it's"]],
    ["(state = ANY (ARRAY['new'::state, 'late'::state]))", 'state', ['new', 'late']],
    ['(closed_at IS NULL)', 'closed_at', [null]],
    ['(closed_at IS NOT NULL)', 'closed_at', []],
    ['(NOT done)', 'done', ['f']],
    ['done', 'done', ['t']],
    ["(my_state = 'new'::text)", 'state', []],
    ['("State" IS NULL)', 'State', [null]],
  ])('%s', (predicate, name, values) => {
    expect(singledOut(of(predicate), name)).toEqual(values);
  });
});

test('times that reach back to before the year 1 are written as PostgreSQL reads them', () => {
  const bounds = ['2025-01-01', '2025-07-01', '2026-01-01'];
  const { rule, histogram_bounds } = grown(
    column({ type: 'date', histogram_bounds: bounds, n_distinct: 365 }),
    { table: 3000 },
  );
  expect(rule).toBe('time');
  expect(histogram_bounds).toEqual(['0974-12-30 BC', '0514-09-05', '2026-01-01']);
  const times = bounds.map((day) => `${day} 00:00:00+00`);
  const far = grown(
    column({ type: 'timestamp with time zone', histogram_bounds: times, n_distinct: 365 }),
    { table: 1e6 },
  );
  expect(far.histogram_bounds?.[0]).toBe('4713-01-01 00:00:00.000000+00 BC');
});
