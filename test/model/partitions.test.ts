import fc from 'fast-check';
import { growingPartitions } from 'plancliff';
import { digest } from '../../src/text/digest';
import { createPartition, partitionedSpan, partitionsAt } from '../../src/model/partitions';

const table = { schema: 'public', name: 'events' };
const end = Date.parse('2026-01-01T00:00:00Z') - 1;
const monthly = growingPartitions({ by: 'month', column: 'at', rowsPerPartition: 1000 });

test('partitions by number have so many numbers each, from the first number of the column on', () => {
  const byNumber = growingPartitions({ by: 100, column: 'id' });
  const bounds = (rows: number, first: number) =>
    partitionsAt(byNumber, table, rows, first).map(({ from, to }) => [Number(from), Number(to)]);
  expect(bounds(1, 1)).toEqual([[0, 100]]);
  expect(bounds(99, 1)).toEqual([[0, 100]]);
  expect(bounds(100, 1)).toEqual([
    [0, 100],
    [100, 200],
  ]);
  expect(bounds(150, -20)).toEqual([
    [-100, 0],
    [0, 100],
    [100, 200],
  ]);
  expect(() => growingPartitions({ by: 100, column: 'id', rowsPerPartition: 50 })).toThrow(
    'must be 100',
  );
  expect(() => growingPartitions({ by: 0, column: 'id' })).toThrow('by is 0');
});

describe('partitionsAt', () => {
  it('adds a partition for each started share of rows, the newest holding the end', () => {
    expect(partitionsAt(monthly, table, 1, end).map(({ name }) => name)).toEqual([
      'events_2025_12',
    ]);
    expect(partitionsAt(monthly, table, 2001, end)).toEqual([
      { name: 'events_2025_10', sqlName: 'public.events_2025_10', from: '2025-10-01 00:00:00+00', to: '2025-11-01 00:00:00+00' }, // prettier-ignore
      { name: 'events_2025_11', sqlName: 'public.events_2025_11', from: '2025-11-01 00:00:00+00', to: '2025-12-01 00:00:00+00' }, // prettier-ignore
      { name: 'events_2025_12', sqlName: 'public.events_2025_12', from: '2025-12-01 00:00:00+00', to: '2026-01-01 00:00:00+00' }, // prettier-ignore
    ]);
  });

  it.each([
    ['longer than a name can be', 'e'.repeat(63), new Set<string>()],
    ['of several bytes a character', 'é'.repeat(30), new Set<string>()],
    ['that another table has', 'events', new Set(['events_2025_12'])],
    [
      'that another table has, and so has the next',
      'events',
      new Set(['events_2025_12', `events_${digest('events', 8)}_2025_12`]),
    ],
  ])('gives each partition a name of its own in place of one %s', (_, name, taken) => {
    const names = partitionsAt(monthly, { schema: 'public', name, taken }, 3001, end).map(
      (partition) => partition.name,
    );
    const other = partitionsAt(monthly, { schema: 'public', name: `${name}2`, taken }, 1, end);
    expect(new Set([...names, other[0]?.name]).size).toBe(5);
    for (const each of names) {
      expect(Buffer.byteLength(each)).toBeLessThanOrEqual(63);
      expect(taken.has(each)).toBe(false);
    }
  });

  it.each([
    ['day', '2025_12_31', '2026-01-01'],
    ['week', '2025_12_29', '2026-01-05'],
    ['year', '2025', '2026-01-01'],
  ] as const)('knows where a %s starts', (by, label, to) => {
    const [only] = partitionsAt({ ...monthly, by }, table, 5, end);
    expect(only).toMatchObject({ name: `events_${label}`, to: `${to} 00:00:00+00` });
  });

  it('leaves no gap, keeps those of smaller tables and encloses the span', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('day', 'week', 'month', 'year'),
        fc.integer({ min: 1, max: 60_000 }),
        fc.integer({ min: 0, max: 4e12 }),
        (by, rows, at) => {
          const bounds = partitionsAt({ ...monthly, by }, table, rows, at);
          const span = partitionedSpan({ ...monthly, by }, rows, at);
          for (const [place, { from }] of bounds.slice(1).entries()) {
            expect(bounds[place]?.to).toBe(from);
          }
          expect(partitionsAt({ ...monthly, by }, table, 1, at)).toEqual(bounds.slice(-1));
          expect(span.start).toBe(Date.parse(`${bounds[0]?.from.slice(0, 10)}T00:00:00Z`));
          expect(span.end).toBeLessThan(Date.parse(`${bounds.at(-1)?.to.slice(0, 10)}T00:00:00Z`));
        },
      ),
    );
  });

  it('is created by DDL', () => {
    const [only] = partitionsAt(monthly, table, 1, end);
    expect(only && createPartition('public.events', only)).toBe(
      "create table public.events_2025_12 partition of public.events for values from ('2025-12-01 00:00:00+00') to ('2026-01-01 00:00:00+00')",
    );
  });
});
