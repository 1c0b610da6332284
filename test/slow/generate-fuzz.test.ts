import fc from 'fast-check';
import { makeProbes } from '../../src/generate/make-probes';
import { inferModel } from '../../src/generate/model/infer-model';
import { readSchemaFacts } from '../../src/postgres/catalog/read-schema-facts';
import type { Connection } from '../../src/postgres/types';
import { valuesFor, variantsOf } from '../../src/variants/variants-of';
import { sharedTestServer, type TestServer } from '../helpers/server';

let server: TestServer;
beforeAll(async () => {
  server = await sharedTestServer();
});
afterAll(() => server.close());

const types = [
  'bigint', 'int', 'smallint', 'numeric(8,2)', 'real', 'boolean', 'text', 'varchar(12)', 'char(3)', 'uuid', 'date',
  'timestamptz', 'timestamp', 'interval', 'jsonb', 'int[]', 'text[]', 'int4range', 'inet', 'bytea', 'point', 'mood', 'short',
]; // prettier-ignore
const names = [
  'id',
  'status',
  'created_at',
  'deleted_at',
  'user',
  'Order',
  'a b',
  'x.y',
  'parent_id',
  'email',
];

const column = fc.record({
  name: fc.constantFrom(...names),
  type: fc.constantFrom(...types),
  notNull: fc.boolean(),
});
const table = fc.record({
  columns: fc.uniqueArray(column, { minLength: 1, maxLength: 6, selector: ({ name }) => name }),
  indexes: fc.array(
    fc.record({
      columns: fc.uniqueArray(fc.nat(5), { minLength: 1, maxLength: 3 }),
      unique: fc.boolean(),
      method: fc.constantFrom('btree', 'btree', 'hash', 'gin', 'gist', 'brin'),
      order: fc.constantFrom('', ' desc', ' nulls first'),
      partial: fc.boolean(),
    }),
    { maxLength: 4 },
  ),
  action: fc.constantFrom('', ' on delete cascade', ' on update cascade on delete set null'),
});

const quoted = (name: string): string => `"${name}"`;

/** Each table refers to the one before it. What a type or a method does not allow is left out of the schema. */
async function create(
  connection: Connection,
  tables: readonly (typeof table extends fc.Arbitrary<infer T> ? T : never)[],
): Promise<void> {
  await connection.query(
    `create type mood as enum ('sad', 'ok'); create domain short as text check (length(value) < 9);`,
  );
  for (const [place, { columns, indexes, action }] of tables.entries()) {
    const before =
      place === 0 ? '' : `, "ref ${place}" bigint references "t ${place - 1}"${action}`;
    const list = columns.map(
      ({ name, type, notNull }) => `, ${quoted(name)} ${type}${notNull ? ' not null' : ''}`,
    );
    await connection.query(
      `create table "t ${place}" (key bigint primary key${list.join('')}${before})`,
    );
    for (const { columns: keys, unique, method, order, partial } of indexes) {
      const of = keys.flatMap((key) => columns[key] ?? []);
      if (of.length === 0) continue;
      const sql = `create ${unique ? 'unique ' : ''}index on "t ${place}" using ${method} (${of
        .map(({ name }) => quoted(name) + (method === 'btree' ? order : ''))
        .join(', ')})${partial ? ` where ${quoted(of[0]?.name ?? '')} is not null` : ''}`;
      await connection.query(sql).catch(() => undefined);
    }
  }
}

test('random schemas get a model, every query that is made of them plans, and so does every variant of it', async () => {
  let variants = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(table, { minLength: 1, maxLength: 3 }), async (tables) => {
      const database = await server.open();
      try {
        const { connection } = database;
        await create(connection, tables);
        const facts = await readSchemaFacts(connection);
        const model = inferModel(facts);
        expect(model.tables).toHaveLength(tables.length);
        for (const { probes } of makeProbes(facts, model)) {
          for (const { sql, cases } of probes) {
            const all = [{ sql, values: (of: readonly unknown[]) => of }];
            for (const variant of await variantsOf(sql, facts)) {
              all.push({ sql: variant.sql, values: (of) => valuesFor(variant, of) });
              variants += 1;
            }
            for (const each of all) {
              await connection.query(`prepare random as ${each.sql}`);
              const { rows } = await connection.query<{ count: number }>(
                `select cardinality(parameter_types) as count from pg_prepared_statements where name = 'random'`,
              );
              for (const of of Object.values(cases))
                expect(each.values(of)).toHaveLength(rows[0]?.count ?? -1);
              await connection.query('deallocate random');
            }
          }
        }
      } finally {
        await database.end();
      }
    }),
    { numRuns: 25, seed: Number(process.env['FC_SEED'] ?? 7) },
  );
  expect(variants).toBeGreaterThan(100);
}, 300_000);
