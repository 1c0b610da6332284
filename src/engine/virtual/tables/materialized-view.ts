import path from 'node:path';
import { readStoredRelations } from '../../../postgres/catalog/stored-relations';
import { recordSizes } from '../storage/record-sizes';
import { growRelation } from '../storage/segments';
import type { VirtualContext } from '../context';
import { pageSize } from '../pages/format';
import type { Relation } from '../catalog/relations';
import { statisticColumns } from '../statistics/copy-statistics';
import { tablesRead } from '../catalog/touched-tables';
import type { Known } from './known';
import { isSmall } from './small-table';
import { vacuum } from '../../vacuum';

/** Fills materialized views, or estimates them, where the tables that they read have changed. */
export async function bringViews(
  context: VirtualContext,
  { relations, standing }: Known,
  names: readonly string[],
  scale: number,
): Promise<void> {
  for (const view of relations) {
    if (view.kind !== 'materialized-view' || !names.includes(view.sqlName)) continue;
    const read = tablesRead(view, relations, context.model);
    if (read.length === 0) continue;
    const state = read.map(({ name }) => standing.of(name)).join('\n');
    const roots = read.flatMap(({ sqlName }) =>
      relations.filter((relation) => relation.sqlName === sqlName),
    );
    const isReal = read.every((table, k) => {
      const root = roots[k];
      return root !== undefined && isSmall(context, table, root, scale);
    });
    await standing.bring(`view ${view.oid}`, state, () =>
      isReal ? refreshView(context, view) : estimateView(context, view, roots),
    );
  }
}

/** Runs the view's query over tables that are really loaded, as the seed engine does. */
async function refreshView({ connection }: VirtualContext, view: Relation): Promise<void> {
  await connection.query(`refresh materialized view ${view.sqlName}`);
  await vacuum(connection, [view.sqlName]);
}

/** Bytes of a page that tuples and their line pointers may take. */
const usable = pageSize - 24;
/** Header of a row, aligned, and its line pointer (htup_details.h, itemid.h). */
const rowHeader = 28;
/** Header of an index tuple and its line pointer, and what a key takes on average. */
const indexTuple = 20;
const indexFill = 0.9;

/**
 * Gives a view over virtual tables the size that the planner expects of its query, which nobody can run, and to its
 * columns the statistics of columns of the same name and type in the tables that it reads.
 */
async function estimateView(
  { connection, dataDirectory, onApproximation }: VirtualContext,
  { oid, name, sqlName, indexes }: Relation,
  tables: readonly Relation[],
): Promise<void> {
  onApproximation({
    table: name,
    text: 'a materialized view: as many rows as the planner expects of its query, with the statistics of the columns of the same name',
  });
  await connection.query(`refresh materialized view ${sqlName} with no data`);
  const definition = await connection.query<{ sql: string }>(
    'select pg_catalog.pg_get_viewdef($1::oid) as sql',
    [oid],
  );
  const explained = await connection.query<{ 'QUERY PLAN': readonly [Explained] }>(
    `explain (format json) ${definition.rows[0]?.sql.replace(/;\s*$/, '')}`,
  );
  const plan = explained.rows[0]?.['QUERY PLAN'][0].Plan;
  if (plan === undefined) return;
  const rows = plan['Plan Rows'];
  const perPage = Math.max(1, Math.floor(usable / (plan['Plan Width'] + rowHeader)));
  const perIndexPage = Math.floor((usable * indexFill) / (indexTuple + 8));
  const sizes = [
    { oid, pages: Math.ceil(rows / perPage), visible: true },
    ...indexes.map((index) => ({
      oid: index.oid,
      pages: 1 + Math.ceil(rows / perIndexPage),
      visible: false,
    })),
  ];
  const stored = await readStoredRelations(
    connection,
    sizes.map((size) => size.oid),
  );
  for (const size of sizes) {
    growRelation(path.join(dataDirectory, stored.get(size.oid)?.file as string), size.pages);
  }
  await recordSizes(
    connection,
    sizes.map(({ visible, ...size }) => ({ ...size, rows, visible: visible ? size.pages : 0 })),
  );
  await connection.query(`
    delete from pg_catalog.pg_statistic where starelid = '${oid}';
    insert into pg_catalog.pg_statistic (starelid, staattnum, stainherit, ${statisticColumns})
    select distinct on (own.attnum) '${oid}'::oid, own.attnum, false, ${statisticColumns}
    from pg_catalog.pg_attribute own join pg_catalog.pg_attribute a on a.attname = own.attname and a.atttypid = own.atttypid
      join pg_catalog.pg_class c on c.oid = a.attrelid
      join pg_catalog.pg_statistic on starelid = a.attrelid and staattnum = a.attnum and stainherit = (c.relkind = 'p')
    where own.attrelid = '${oid}' and own.attnum > 0 and a.attrelid = any ('{${tables.map((table) => table.oid).join(', ')}}'::oid[])
    order by own.attnum, a.attrelid`);
}

interface Explained {
  readonly Plan: { readonly 'Plan Rows': number; readonly 'Plan Width': number };
}
