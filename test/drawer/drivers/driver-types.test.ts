import { driverTypes } from '../../../src/drawer/drivers/driver-types';
import type { DriverName } from '../../../src/scenario/driver-names';

const columns: Readonly<Record<string, string>> = {
  't.small': 'smallint',
  't.int': 'integer',
  't.id': 'bigint',
  't.price': 'numeric(10,2)',
  't.real': 'real',
  't.code': 'character(8)',
  't.name': 'character varying(20)',
  't.key': 'uuid',
  't.day': 'date',
  't.at': 'timestamp without time zone',
  't.seen': 'timestamp with time zone',
  't.flag': 'boolean',
  't.data': 'jsonb',
  't.state': 'order_state',
  't.tags': 'text[]',
};
const drawn = (column: string) => ({ draw: 'common' as const, from: `t.${column}` });

function types(driver: DriverName, given: readonly unknown[], bound: readonly unknown[] = given) {
  return driverTypes(driver, { given, bound, typeOf: (from) => columns[from] });
}
/** The type of a value drawn from each column. */
const ofColumns = (driver: DriverName) =>
  Object.fromEntries(
    Object.keys(columns).map((from) => {
      const name = from.slice(2);
      const [type = null] = types(driver, [drawn(name)], ['7']) ?? [];
      return [name, type];
    }),
  );

test.each(['pg', 'pgx'] as const)('%s leaves every type to the server', (driver) => {
  expect(types(driver, [1, 'a', true, 1.5, null, new Date(0), drawn('id')])).toBeUndefined();
});

test('postgres.js sends types of dates, booleans, bytes and bigints alone', () => {
  expect(types('postgres.js', [5, 'a', 1.5, true, 5n, new Date(0), Buffer.from('a')])).toEqual([
    null,
    null,
    null,
    'bool',
    'int8',
    'timestamptz',
    'bytea',
  ]);
  expect(types('postgres.js', [[new Date(0)], drawn('id'), null])).toBeUndefined();
  // It reads all three as a Date.
  expect(types('postgres.js', [drawn('at'), drawn('day'), drawn('seen')])).toEqual(
    Array(3).fill('timestamptz'),
  );
});

test('Prisma names a type of every field: text for char and varchar, timestamptz for every time', () => {
  expect(ofColumns('prisma')).toEqual({
    small: 'int4',
    int: 'int4',
    id: 'int8',
    price: 'numeric',
    real: 'float8',
    code: 'text',
    name: 'text',
    key: 'uuid',
    day: 'timestamp',
    at: 'timestamptz',
    seen: 'timestamptz',
    flag: 'bool',
    data: 'jsonb',
    state: null,
    tags: 'text[]',
  });
  expect(types('prisma', [null, [], [1, 2]])).toEqual([null, null, 'int4[]']);
});

test('JDBC sends the types of its setters: varchar for texts, none for java.sql times', () => {
  expect(ofColumns('jdbc')).toEqual({
    small: 'int2',
    int: 'int4',
    id: 'int8',
    price: 'numeric',
    real: 'float4',
    code: 'varchar',
    name: 'varchar',
    key: 'uuid',
    day: null,
    at: null,
    seen: null,
    flag: 'bool',
    data: null,
    state: null,
    tags: 'varchar[]',
  });
  expect(types('jdbc', [drawn('day'), drawn('id')], [null, null])).toEqual(['date', 'int8']);
});

test('psycopg sends the smallest type that an int fits into, and none of a str', () => {
  expect(ofColumns('psycopg')).toMatchObject({
    small: 'int2',
    id: 'int2',
    price: 'numeric',
    code: null,
    name: null,
    day: 'date',
    at: 'timestamp',
    seen: 'timestamptz',
    tags: null,
  });
  expect(types('psycopg', [40_000, 3_000_000_000, [1, 40_000], 'a'])).toEqual([
    'int4',
    'int8',
    'int4[]',
    null,
  ]);
  expect(types('psycopg', [drawn('id')], ['99999999999999999999'])).toEqual(['numeric']);
});

test('Npgsql names a type of every value but nulls and enums: text for char and varchar', () => {
  expect(ofColumns('npgsql')).toEqual({
    small: 'int2',
    int: 'int4',
    id: 'int8',
    price: 'numeric',
    real: 'float4',
    code: 'text',
    name: 'text',
    key: 'uuid',
    day: 'date',
    at: 'timestamp',
    seen: 'timestamptz',
    flag: 'bool',
    data: 'jsonb',
    state: null,
    tags: 'text[]',
  });
  expect(types('npgsql', [null, 5])).toEqual([null, 'int4']);
});

test('a number of a case is as wide as it must be, and a list as its widest', () => {
  expect(types('jdbc', [5, 3_000_000_000, 1.5, [1, 3_000_000_000]])).toEqual([
    'int4',
    'int8',
    'float8',
    'int8[]',
  ]);
  expect(types('jdbc', [{ ...drawn('id'), count: 10 }], ['{1,2}'])).toEqual(['int8[]']);
});
