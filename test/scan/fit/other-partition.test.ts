import type { TableFacts } from '../../../src/postgres/catalog/schema-facts';
import { otherPartition } from '../../../src/scan/fit/other-partition';

const tableOf = (name: string, of: Partial<TableFacts>): TableFacts => ({
  schema: 'public',
  name,
  kind: 'partitioned',
  persistence: 'permanent',
  inherits: [],
  columns: [],
  indexes: [],
  foreignKeys: [],
  checks: [],
  hasPartitions: true,
  ...of,
});
const part = (name: string, bound: string): TableFacts =>
  tableOf(name, { kind: 'table', partitionOf: 'logs', partitionBound: bound });

const sqlFor = (partitionKey: string, ...parts: readonly TableFacts[]): readonly string[] => {
  const logs = tableOf('logs', { partitionKey });
  return otherPartition({ tables: [logs, ...parts], names: [] }, logs).sql;
};

test('a table by range or by list gets a default partition', () => {
  expect(sqlFor('RANGE (at)')).toEqual([
    'create table public.logs_other partition of public.logs default',
  ]);
});

test('a table by hash, which has no default, gets the remainders that it lacks', () => {
  const bounds = (sql: readonly string[]) =>
    sql.map((each) => each.replace(/^.* (?=for values)/, ''));
  expect(bounds(sqlFor('HASH (id)'))).toEqual(['for values with (modulus 1, remainder 0)']);
  const some = sqlFor(
    'HASH (id)',
    part('a', 'FOR VALUES WITH (modulus 2, remainder 0)'),
    part('b', 'FOR VALUES WITH (modulus 4, remainder 3)'),
  );
  expect(bounds(some)).toEqual(['for values with (modulus 4, remainder 1)']);
});

test('names of several partitions differ', () => {
  const sql = sqlFor('HASH (id)', part('a', 'FOR VALUES WITH (modulus 3, remainder 1)'));
  expect(new Set(sql.map((each) => each.split(' ')[2])).size).toBe(2);
});
