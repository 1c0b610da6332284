import { nodesOf, numberOf, textOf } from '../../plan/nodes';
import type { ExplainDocument, PlanNode } from '../../plan/types';
import type { Connection } from '../../postgres/types';
import { ownPages } from '../work/read-figures';
import { readCounters, since, type Counters } from './counters';

/** Heap pages that one page of a visibility map stands for (HEAPBLOCKS_PER_PAGE, visibilitymap.c). */
const heapPagesPerMapPage = 32_672;

/**
 * How often a run touched pages of visibility maps, which EXPLAIN counts among the pages of a node. An index-only scan keeps
 * the last of them pinned (nodeIndexonlyscan.c, `ioss_VMBuffer`): of a table with one such page it is touched once, of a
 * larger one for nearly each entry of an index in another order than the rows. The planner charges nothing for them
 * (`cost_index`, costsize.c), and a handful of pages is read from no disk.
 *
 * A session counts these pages among those of the table, so that what a node touched beyond the pages of its index, and
 * beyond the rows that it looked up, is the map. 0 where the map has one page, and where a node of another kind reads the
 * same index.
 *
 * @param before the session's counters when the run began
 */
export async function mapPins(
  connection: Connection,
  document: ExplainDocument,
  before: Counters,
): Promise<number> {
  const scans = nodesOf(document.root)
    .map(({ node }) => node)
    .filter((node) => textOf(node, 'Index Name') !== undefined);
  const named = (node: PlanNode): string =>
    JSON.stringify([textOf(node, 'Schema'), textOf(node, 'Index Name')]);
  const only = scans.filter(({ type }) => type === 'Index Only Scan');
  if (only.length === 0) return 0;
  const large = await onLargeTables(connection, only);
  if (large.length === 0) return 0;
  const { indexes } = since(before, await readCounters(connection));
  return large.reduce((sum, { oid, schema, name }) => {
    const nodes = scans.filter((node) => named(node) === JSON.stringify([schema, name]));
    if (nodes.some(({ type }) => type !== 'Index Only Scan')) return sum;
    const pages = nodes.reduce((all, node) => all + ownPages(node), 0);
    const lookedUp = nodes.reduce((all, node) => all + numberOf(node, 'Heap Fetches'), 0);
    return sum + Math.max(0, pages - lookedUp - (indexes[oid] ?? 0));
  }, 0);
}

interface LargeIndex {
  readonly oid: string;
  readonly schema: string;
  readonly name: string;
}

/** Those of the nodes' indexes whose table has more than one page of a visibility map. */
async function onLargeTables(
  connection: Connection,
  nodes: readonly PlanNode[],
): Promise<readonly LargeIndex[]> {
  const { rows } = await connection.query<LargeIndex>(
    `select distinct i.oid::text as oid, w.schema, w.name
       from rows from (pg_catalog.unnest($1::text[]), pg_catalog.unnest($2::text[])) as w(schema, name)
       join pg_catalog.pg_namespace n on n.nspname = w.schema
       join pg_catalog.pg_class i on i.relnamespace = n.oid and i.relname = w.name
       join pg_catalog.pg_index x on x.indexrelid = i.oid
      where pg_catalog.pg_relation_size(x.indrelid::oid::regclass)
            > $3::int8 * pg_catalog.current_setting('block_size')::int8`,
    [
      nodes.map((node) => textOf(node, 'Schema')),
      nodes.map((node) => textOf(node, 'Index Name')),
      heapPagesPerMapPage,
    ],
  );
  return rows;
}
