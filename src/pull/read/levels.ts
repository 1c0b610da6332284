import { quoteIdent, quoteLiteral } from '../../postgres/quote';
import type { Connection } from '../../postgres/types';
import type { GinFacts } from '../types';
import type { ReadRelation } from './relations';

/** What pages of an index say of it; only a superuser may read them, by the extension pageinspect. */
export interface PageFacts {
  readonly levels: ReadonlyMap<number, number>;
  readonly gin: ReadonlyMap<number, GinFacts>;
}

const nothing: PageFacts = { levels: new Map(), gin: new Map() };

/** Reads the meta pages of b-trees and GIN indexes where the role may; nothing elsewhere. */
export async function readMetaPages(
  connection: Connection,
  relations: readonly ReadRelation[],
): Promise<PageFacts> {
  const { rows } = await connection.query<{ schema: string }>(
    `select n.nspname::text as schema from pg_extension e join pg_namespace n on n.oid = e.extnamespace
     where e.extname = 'pageinspect' and current_setting('is_superuser')::bool`,
    [],
  );
  const [place] = rows;
  if (place === undefined) return nothing;
  const schema = quoteIdent(place.schema);
  const of = (method: string) =>
    relations
      .filter(({ index, pages }) => index?.method === method && pages > 0)
      .map(({ oid }) => oid);
  const levels = await connection.query<{ oid: number; level: number }>(
    `select o::int8::float8 as oid, m.level::int as level
     from unnest($1::oid[]) as o, ${schema}.bt_metap(o::regclass::text) as m`,
    [of('btree')],
  );
  const gin = await connection.query<GinFacts & { oid: number }>(
    `select o::int8::float8 as oid, m.n_total_pages::float8 as "totalPages", m.n_entry_pages::float8 as "entryPages",
       m.n_data_pages::float8 as "dataPages", m.n_entries::float8 as entries
     from unnest($1::oid[]) as o,
       ${schema}.gin_metapage_info(${schema}.get_raw_page(o::regclass::text, 0)) as m`,
    [of('gin')],
  );
  return {
    levels: new Map(levels.rows.map(({ oid, level }) => [oid, level])),
    gin: new Map(gin.rows.map(({ oid, ...facts }) => [oid, facts])),
  };
}

/** sizeof(IndexTupleData) and a line pointer. */
const overhead = 12;
/** Bytes of an upper page that a build fills: BTREE_NONLEAF_FILLFACTOR of the room between header and special space. */
const filled = 5_670;

/**
 * Level of the root of a b-tree of this many pages, by the number of entries that fit on an upper page.
 *
 * @param keyBytes mean bytes of a key, without those of included columns
 */
export function levelOf(pages: number, keyBytes: number): number {
  const fanout = Math.max(2, filled / (overhead + Math.ceil(keyBytes / 8) * 8));
  let level = 0;
  // The meta page is none of the tree's, and one page in `fanout` is above the leaves.
  for (let width = (pages - 1) * (1 - 1 / fanout); width > 1; width /= fanout) level += 1;
  return level;
}

/** Key columns of b-trees: what a probe sorts by, and their mean bytes. */
export interface BtreeKey {
  readonly oid: number;
  readonly first: string;
  readonly table: string;
  readonly columns: readonly (string | null)[];
  readonly unique: boolean;
}

export async function readBtreeKeys(connection: Connection): Promise<readonly BtreeKey[]> {
  const { rows } = await connection.query<BtreeKey>(
    `select c.oid::int8::float8 as oid, pg_get_indexdef(c.oid, 1, false) as first,
       format('%I.%I', n.nspname, t.relname) as table,
       array(select a.attname::text from generate_series(0, i.indnkeyatts - 1) k
             left join pg_attribute a on a.attrelid = i.indrelid and a.attnum = nullif(i.indkey[k], 0) order by k) as columns,
       i.indisunique as unique
     from pg_index i join pg_class c on c.oid = i.indexrelid join pg_class t on t.oid = i.indrelid
       join pg_namespace n on n.oid = t.relnamespace join pg_am m on m.oid = c.relam
     where m.amname = ${quoteLiteral('btree')} and c.relkind = 'i' and n.nspname <> 'information_schema'
       and n.nspname !~ '^pg_'`,
    [],
  );
  return rows;
}
