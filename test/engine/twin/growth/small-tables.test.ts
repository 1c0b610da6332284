import { growsThoughSmall } from '../../../../src/engine/twin/growth/small-tables';
import type { TableSubject } from '../../../../src/engine/twin/growth/types';

const day = 86_400_000_000;
const now = 20_000 * day;
const table = { schema: 'public', name: 'projects' };
const manifest = { clock: '2024-10-04T00:00:00Z' };

const pulled = (parts: object = {}) =>
  ({
    manifest,
    statistics: {
      relations: [
        { ...table, kind: 'table', reltuples: 200 },
        { schema: 'public', name: 'tasks', kind: 'table', reltuples: 40_000 },
      ],
      extended: [],
    },
    activity: { until: manifest.clock, tables: [] },
    ...parts,
  }) as unknown as Parameters<typeof growsThoughSmall>[0];

/** A row a day until so many days ago. */
const subject = (ago: number, rows = 200): TableSubject => ({
  ...table,
  rows,
  clock: { from: now - (ago + rows) * day, to: now - ago * day },
});

test('a table whose last row is no older than rows are apart still grows', () => {
  const grows = growsThoughSmall(pulled(), now);
  expect(grows(table, subject(2))).toBe(true);
  expect(grows(table, subject(10))).toBe(false);
  expect(grows(table, { ...table, rows: 200 })).toBe(false);
  // A handful of rows tell nothing.
  expect(grows(table, subject(1, 10))).toBe(false);
});

test('what was counted goes before times', () => {
  const counted = (projects: number) =>
    pulled({
      earlier: {
        clock: '2024-09-04T00:00:00Z',
        tables: [
          { ...table, rows: projects, columns: [] },
          { schema: 'public', name: 'tasks', rows: 30_000, columns: [] },
        ],
      },
    });
  expect(growsThoughSmall(counted(150), now)(table, { ...table, rows: 200 })).toBe(true);
  expect(growsThoughSmall(counted(200), now)(table, subject(0))).toBe(false);
});
