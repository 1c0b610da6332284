import { extensionSchema } from '../../postgres/catalog/extensions';
import type { Connection } from '../../postgres/types';
import type { GinFacts } from '../types';
import type { ReadRelation } from './relations';

/** What pages of an index say of it; only a superuser may read them, by the extension pageinspect. */
export interface PageFacts {
  readonly levels: ReadonlyMap<number, number>;
  readonly gin: ReadonlyMap<number, GinFacts>;
}

export const noPages: PageFacts = { levels: new Map(), gin: new Map() };

/** Reads the meta pages of b-trees and GIN indexes where the role may; nothing elsewhere. */
export async function readMetaPages(
  connection: Connection,
  relations: readonly ReadRelation[],
): Promise<PageFacts> {
  const schema = await extensionSchema(connection, 'pageinspect');
  if (schema === undefined || !(await isSuperuser(connection))) return noPages;
  const of = (method: string) =>
    relations
      .filter(({ index, pages }) => index?.method === method && pages > 0)
      .map(({ oid }) => oid);
  const levels = await connection.query<{ oid: number; level: number }>(
    `select o::int8::float8 as oid, m.level::int as level
     from pg_catalog.unnest($1::oid[]) as o, ${schema}.bt_metap(o::regclass::text) as m`,
    [of('btree')],
  );
  const gin = await connection.query<GinFacts & { oid: number }>(
    `select o::int8::float8 as oid, m.n_total_pages::float8 as "totalPages", m.n_entry_pages::float8 as "entryPages",
       m.n_data_pages::float8 as "dataPages", m.n_entries::float8 as entries,
       m.n_pending_pages::float8 as "pendingPages"
     from pg_catalog.unnest($1::oid[]) as o,
       ${schema}.gin_metapage_info(${schema}.get_raw_page(o::regclass::text, 0)) as m`,
    [of('gin')],
  );
  return {
    levels: new Map(levels.rows.map(({ oid, level }) => [oid, level])),
    gin: new Map(gin.rows.map(({ oid, ...facts }) => [oid, facts])),
  };
}

async function isSuperuser(connection: Connection): Promise<boolean> {
  const { rows } = await connection.query<{ superuser: boolean }>(
    `select pg_catalog.current_setting('is_superuser')::bool as superuser`,
    [],
  );
  return rows[0]?.superuser === true;
}
