import { createPartitions } from '../../src/engine/virtual/partitions/create-partitions';
import { createPartition } from '../../src/model/partitions';
import type { PartitionBound } from '../../src/model/types';
import { withDatabase } from '../../src/postgres/with-database';
import type { Connection } from '../../src/postgres/types';
import { sharedTestServer, type TestServer } from '../helpers/server';

let server: TestServer;
beforeAll(async () => {
  server = await sharedTestServer();
});
afterAll(() => server.close());

const ddl = `
  create table "Kinds" (kind int primary key);
  create table events (id bigint, at timestamptz not null, kind int references "Kinds", note text check (note <> ''),
    primary key (id, at)) partition by range (at);
  create index on events (kind, at);
  create table notes (id bigint, event bigint, at timestamptz, foreign key (event, at) references events (id, at));
  create function ignore() returns trigger language plpgsql as $$ begin return new; end $$;
  create trigger watch after insert on events for each row execute function ignore();
  create table events_before partition of events for values from (minvalue) to ('2000-01-01');`;

const partitions: readonly PartitionBound[] = Array.from({ length: 53 }, (_, k) => ({
  name: `events_${k}`,
  sqlName: `public.events_${k}`,
  from: `${2000 + k}-01-01 00:00:00+00`,
  to: `${2001 + k}-01-01 00:00:00+00`,
}));

/** What the catalogs say of the partitions, by names. */
const described = `
  select c.relname, c.relkind, c.relispartition, pg_get_expr(c.relpartbound, c.oid) as bound,
    pg_get_partition_constraintdef(c.oid) as rule,
    array(select inhparent::regclass::text || inhseqno from pg_inherits where inhrelid = c.oid) as parents,
    array(select pg_get_constraintdef(k.oid) || coalesce(k.conparentid <> 0, false) from pg_constraint k
          where k.conrelid = c.oid order by 1) as constraints,
    array(select t.tgfoid::regproc::text || (t.tgparentid <> 0) from pg_trigger t where t.tgrelid = c.oid order by 1) as triggers,
    array(select d.refobjid::regclass || ' ' || d.deptype::text from pg_depend d
          where d.objid = c.oid and d.classid = 'pg_class'::regclass and d.refclassid = 'pg_class'::regclass order by 1) as depends
  from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'i', 'I') order by c.relname`;

async function madeBy(statements: readonly string[]): Promise<readonly object[]> {
  return withDatabase(server, 'many partitions', async (connection: Connection) => {
    await connection.query(ddl);
    await connection.query(statements.join(';\n'));
    await connection.query(`insert into "Kinds" values (1);
      insert into events select k, make_date(1990 + k, 5, 5), 1, 'x' from generate_series(1, 60) k`);
    return (await connection.query<object>(described)).rows;
  });
}

test('partitions made while others are hidden are those that the server makes one by one', async () => {
  const one = await madeBy(partitions.map((each) => createPartition('public.events', each)));
  const many = await madeBy(createPartitions('public.events', partitions));
  expect(one.length).toBeGreaterThan(150);
  expect(many).toEqual(one);
});

test('no partition stays hidden where one of them overlaps another', async () => {
  const [first] = partitions;
  const overlapping = [...partitions, { ...first, sqlName: 'public.again' } as PartitionBound];
  await expect(madeBy(createPartitions('public.events', overlapping))).rejects.toThrow(
    'would overlap partition "events_0"',
  );
});

test('few partitions are made plainly', () => {
  const few = partitions.slice(0, 16);
  expect(createPartitions('public.events', few)).toEqual(
    few.map((each) => createPartition('public.events', each)),
  );
});
