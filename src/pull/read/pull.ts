import type { Connection } from '../../postgres/types';
import type { IndexFacts, Manifest, Pulled, RelationStatistics, Role } from '../types';
import { readActivity } from './activity';
import { readExtended } from './extended';
import { levelOf, readBtreeKeys, readMetaPages, type BtreeKey } from './levels';
import { ofNoExtension, ofUsers } from './of-users';
import {
  readColumns,
  readLocked,
  readRelations,
  relationKey,
  type ReadRelation,
} from './relations';
import { readLacks } from './lacks';
import { readSchema } from './schema';
import { readSettings } from './settings';

/**
 * Reads what the planner of a database knows: catalogs and statistics views alone, no table of its users.
 *
 * @param connection inside a read-only transaction whose search path is `pg_catalog`
 * @param searchPath as it was before that
 */
export async function pull(connection: Connection, searchPath: string): Promise<Pulled> {
  const server = await readServer(connection);
  const locked = await readLocked(connection);
  const relations = await readRelations(
    connection,
    locked.map(({ oid }) => oid),
  );
  const columns = await readColumns(connection, server.major);
  const pages = await readMetaPages(connection, relations);
  const keys = new Map((await readBtreeKeys(connection)).map((key) => [key.oid, key]));
  const { lacks, mayReadExtended } = await readLacks(connection, { locked, columns });
  const relationStatistics = relations.map((relation): RelationStatistics => {
    const { oid, index, ...rest } = relation;
    const own = columns.get(relationKey(relation.schema, relation.name)) ?? [];
    const ofTable = columns.get(relationKey(relation.schema, index?.table ?? '')) ?? [];
    const widths = new Map([...ofTable].map(({ attname, avg_width }) => [attname, avg_width]));
    return {
      ...rest,
      ...(index === undefined
        ? {}
        : { index: { ...index, ...indexFacts(relation, pages, keys.get(oid), widths) } }),
      columns: own,
    };
  });
  return {
    manifest: { format: 1, ...server, lacks },
    schema: await readSchema(connection),
    statistics: {
      relations: relationStatistics,
      extended: mayReadExtended ? await readExtended(connection, server.major) : [],
    },
    settings: await readSettings(connection, searchPath),
    activity: await readActivity(connection),
  };
}

function indexFacts(
  { oid, index, pages }: ReadRelation,
  read: Awaited<ReturnType<typeof readMetaPages>>,
  key: BtreeKey | undefined,
  widths: ReadonlyMap<string, number>,
): Partial<IndexFacts> {
  const gin = read.gin.get(oid);
  if (gin !== undefined) return { gin };
  if (index?.method !== 'btree') return {};
  const level = read.levels.get(oid);
  if (level !== undefined) return { level, levelFrom: 'page' };
  const bytes = (key?.columns ?? []).reduce(
    (sum, name) => sum + (name === null ? 8 : (widths.get(name) ?? 8)),
    0,
  );
  return { level: levelOf(pages, bytes), levelFrom: 'size' };
}

async function readServer(connection: Connection): Promise<Omit<Manifest, 'format' | 'lacks'>> {
  const { rows } = await connection.query<Record<string, string> & { major: number }>(
    `select current_setting('server_version') as server, current_setting('server_version_num')::int / 10000 as major,
       current_database()::text as database, to_char(now() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as clock,
       case coalesce(to_jsonb(d) ->> 'datlocprovider', 'c') when 'i' then 'icu' when 'b' then 'builtin' else 'libc' end as provider,
       d.datcollate::text as collate, d.datctype::text as ctype, pg_encoding_to_char(d.encoding)::text as encoding,
       coalesce(to_jsonb(d) ->> 'datlocale', to_jsonb(d) ->> 'daticulocale') as locale
     from pg_database d where d.datname = current_database()`,
    [],
  );
  const [row] = rows;
  if (row === undefined) throw new RangeError('The server does not know its own database');
  const {
    server = '',
    major,
    database = '',
    clock = '',
    provider = '',
    collate = '',
    ctype = '',
  } = row;
  const { locale, encoding = '' } = row;
  return {
    server,
    major,
    database,
    clock,
    role: await readRole(connection),
    locale: { provider, collate, ctype, encoding, ...(locale ? { locale } : {}) },
  };
}

async function readRole(connection: Connection): Promise<Role> {
  const { rows } = await connection.query<Role>(
    `select r.rolname::text as name, r.rolsuper or r.rolbypassrls as "bypassesPolicies",
       array(select format('%I.%I', n.nspname, c.relname) from pg_class c join pg_namespace n on n.oid = c.relnamespace
             where c.relkind in ('r', 'p') and c.relrowsecurity and pg_has_role(c.relowner, 'usage')
               and ${ofUsers('n')} and ${ofNoExtension('c')} order by 1) as owns
     from pg_roles r where r.rolname = current_user`,
    [],
  );
  return rows[0] ?? { name: 'postgres', bypassesPolicies: true, owns: [] };
}
