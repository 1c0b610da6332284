import { restoreColumns } from '../../src/engine/twin/restore-columns';
import type { Connection } from '../../src/postgres/types';
import { pullFrom } from '../helpers/pull-from';
import { sharedTestServer, type TestServer } from '../helpers/server';

let server: TestServer;
beforeAll(async () => {
  server = await sharedTestServer();
});
afterAll(() => server?.close());

const ddl = `
  create type mood as enum ('low', 'middling', 'high');
  create domain code as text collate "C" check (value <> '');
  create domain shorter as varchar(10);
  create type pair as (a int, b text);
  create table kinds (
    id int primary key, mood mood, code code, shorter shorter, name name, fixed char(4), short varchar(8), amount numeric(8,2),
    part float4, flag bool, day date, at timestamptz, gap interval, key uuid, bytes bytea, doc jsonb, tags text[], numbers int[],
    words tsvector, span int4range, spans int4multirange, pair pair, place point, word text, address inet, system xid8
  );
  create index kinds_words on kinds using gin (to_tsvector('english', word));
  create index kinds_lower on kinds (lower(word) collate "POSIX", (id % 7));
  create index kinds_numbers on kinds using gin ((numbers || 1));`;

const rows = `
  insert into kinds select i, (array['low', 'middling', 'high'])[1 + i % 3]::mood, 'c' || i % 50, 's' || i % 700, 'n' || i % 9, 'f' || i % 30,
    'v' || i % 4000, i / 7.0, i / 3.0, i % 10 = 0, date '2026-01-01' + i % 400, timestamptz '2026-01-01' + i * interval '1 minute',
    i % 100 * interval '1 hour', md5((i % 2000)::text)::uuid, decode(md5((i % 60)::text), 'hex'), jsonb_build_object('n', i % 40),
    array['t' || i % 5, 'u,"' || i % 90], array[i % 20, i % 3], to_tsvector('english', 'word' || i % 30 || ' often'),
    int4range(i, i + i % 100), int4multirange(int4range(i, i + 1 + i % 5)), row(i % 20, 'x')::pair, point(i, i % 5),
    case when i % 11 = 0 then null else 'Text number ' || i % 500 end, '10.0.0.0'::inet + i % 3000, (i % 90)::text::xid8
  from generate_series(1, 5000) i;
  analyze kinds`;

/** What pg_statistic has, slot by slot, whatever place a slot has. */
async function statistics(connection: Connection): Promise<readonly unknown[]> {
  const slots = [1, 2, 3, 4, 5]
    .map(
      (k) =>
        `(s.stakind${k}, s.staop${k}::regoperator::text, s.stacoll${k}::regcollation::text, s.stanumbers${k}::text, s.stavalues${k}::text)`,
    )
    .join(', ');
  const found = await connection.query(`
    select s.starelid::regclass::text as relation, s.staattnum as number, s.stainherit, s.stanullfrac, s.stawidth, s.stadistinct,
      v.kind, v.operator, v.sorted, v.numbers, v.vals
    from pg_statistic s join pg_class c on c.oid = s.starelid,
      lateral (values ${slots}) as v (kind, operator, sorted, numbers, vals)
    where c.relname like 'kinds%' and v.kind <> 0 order by 1, 2, 7`);
  return found.rows;
}

test.each([17, 18])(
  'columns of every kind get the statistics that ANALYZE gave others, as on a server of %i',
  async (major) => {
    const source = await server.open(ddl);
    const other = await server.open(ddl);
    try {
      await source.connection.query(rows);
      const { relations } = (await pullFrom(source.connection)).statistics;
      const columns = relations.flatMap(({ schema, name, columns: own }) =>
        own.map((column) => ({ schema, relation: name, column })),
      );
      expect(columns.length).toBeGreaterThan(25);
      expect(await restoreColumns(other.connection, columns, major)).toEqual([]);
      const restored = await statistics(other.connection);
      expect(restored).toEqual(await statistics(source.connection));
      // A second time they take the place of the first.
      expect(await restoreColumns(other.connection, columns, major)).toEqual([]);
      expect(await statistics(other.connection)).toEqual(restored);
    } finally {
      await source.end();
      await other.end();
    }
  },
  60_000,
);

test('one column that the server refuses leaves the others', async () => {
  const database = await server.open('create table t (a int, b int)');
  try {
    const figures = {
      inherited: false,
      type: 'integer',
      null_frac: 0,
      avg_width: 4,
      n_distinct: 3,
    };
    const place = { schema: 'public', relation: 't' };
    const refused = await restoreColumns(
      database.connection,
      [
        { ...place, column: { ...figures, attname: 'a', histogram_bounds: ['1', 'no number'] } },
        { ...place, column: { ...figures, attname: 'b', histogram_bounds: ['1', '2'] } },
        { ...place, column: { ...figures, attname: 'missing' } },
      ],
      17,
    );
    expect(refused).toEqual(['public.t.a', 'public.t.missing']);
    const { rows: found } = await database.connection.query(
      `select attname, histogram_bounds::text from pg_stats where tablename = 't'`,
    );
    expect(found).toEqual([{ attname: 'b', histogram_bounds: '{1,2}' }]);
  } finally {
    await database.end();
  }
}, 60_000);
