import { variants } from '../../src/generate/variants';
import type { ColumnFacts } from '../../src/postgres/catalog/schema-facts';
import { readSchemaFacts } from '../../src/postgres/catalog/read-schema-facts';
import { startTestServer, type TestDatabase, type TestServer } from '../helpers/server';

let server: TestServer;
let database: TestDatabase;
let columns: readonly ColumnFacts[];

beforeAll(async () => {
  server = await startTestServer();
  database = await server.open(`
    create type mood as enum ('sad', 'ok');
    create table t (
      id bigint primary key, small int, name text, code varchar(10) not null, key uuid not null,
      at timestamptz not null, day date, feeling mood, price numeric(8, 2));
    insert into t
      select i, nullif(i % 50, 7), 'Name ' || i % 90, 'c' || i % 40, md5((i % 60)::text)::uuid,
        timestamptz '2025-01-01 00:00Z' + i * interval '1 hour', date '2025-01-01' + (i % 30)::int,
        case i % 3 when 0 then 'sad' when 1 then 'ok' end::mood, i % 20
      from generate_series(1, 3000) i;`);
  const { tables } = await readSchemaFacts(database.connection);
  columns = tables.find(({ name }) => name === 't')?.columns ?? [];
});
afterAll(async () => {
  await database.end();
  await server.close();
});

const rows = async (condition: string, value: unknown): Promise<readonly string[]> => {
  const { rows: found } = await database.connection.query<{ id: string }>(
    `select id::text as id from t where ${condition} order by id`,
    condition.includes('$1') ? [value] : [],
  );
  return found.map(({ id }) => id);
};

describe('variants of a condition', () => {
  test.each(variants.filter(({ sameRows }) => sameRows).map((each) => [each.name, each] as const))(
    'return the same rows where they say so: %s',
    async (_, { condition }) => {
      let compared = 0;
      for (const column of columns) {
        const varied = condition({ column, left: column.name, value: '$1' });
        if (varied === undefined) continue;
        const { rows: values } = await database.connection.query<{ value: string }>(
          `select distinct ${column.name}::text as value from t where ${column.name} is not null limit 5`,
        );
        for (const { value } of values) {
          const expected = await rows(`${column.name} = $1`, value);
          expect(expected.length).toBeGreaterThan(0);
          expect(await rows(varied, value)).toEqual(expected);
          compared += 1;
        }
      }
      expect(compared).toBeGreaterThan(0);
    },
  );

  test.each(variants.map((each) => [each.name, each] as const))(
    'plan on every column that they are for, and spare some: %s',
    async (_, { condition }) => {
      const conditions = columns.map((column) =>
        condition({ column, left: column.name, value: '$1' }),
      );
      const found = conditions.filter((each) => each !== undefined);
      expect(found.length).toBeGreaterThan(0);
      for (const each of found) await rows(each, null);
    },
  );

  test('leave alone what they are not for', () => {
    const spared = (name: string, of: string): boolean => {
      const column = columns.find((each) => each.name === of);
      const variant = variants.find((each) => each.name === name);
      if (column === undefined || variant === undefined) throw new Error(`no ${name} or ${of}`);
      return variant.condition({ column, left: of, value: '$1' }) === undefined;
    };
    expect(spared('date of the column', 'day')).toBe(true);
    expect(spared('lower on the column', 'small')).toBe(true);
    expect(spared('cast on the column', 'name')).toBe(true);
    expect(spared('coalesce on the column', 'code')).toBe(true);
    expect(spared('coalesce on the column', 'feeling')).toBe(true);
    expect(spared('leading wildcard', 'at')).toBe(true);
    expect(spared('case-insensitive match', 'key')).toBe(true);
    expect(spared('arithmetic on the column', 'price')).toBe(true);
  });
});
