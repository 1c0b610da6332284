import { counted } from '../../text/figures';
import {
  ofNoExtension,
  ofUsers,
  relationsInSchemas,
  sqlNameOf,
} from '../../postgres/catalog/fragments';
import { relationKey } from '../../postgres/relation-key';
import type { Connection } from '../../postgres/types';
import type { GinFacts, Manifest, Pulled, RelationStatistics, Role } from '../types';
import { readActivity } from './activity';
import { probeGin } from './gin-counters';
import { readExtended } from './extended';
import { findLevels } from './levels';
import { type Ends, readLiveEnds } from './live-ends';
import { noPages, readMetaPages } from './meta-pages';
import { readColumns, readLocked, type ReadRelation, readRelations } from './relations';
import { readLacks } from './lacks';
import { readSchema } from './schema';
import { readSettings } from './settings';
import { readWorkload, type Workload } from './workload';

export interface PullOptions {
  /** Whether to look up the ends of indexes in the tables. */
  readonly liveEnds?: boolean;
  /**
   * Whether the database has a schema and statistics that came from files, and nothing else of the original: neither the
   * sizes of files, nor what its server has run and counted.
   */
  readonly restored?: boolean;
}

/**
 * Reads what the planner of a database knows: catalogs and statistics views alone, no table of its users.
 *
 * @param connection inside a read-only transaction whose search path is `pg_catalog`
 * @param searchPath as it was before that
 */
export async function pull(
  connection: Connection,
  searchPath: string,
  { liveEnds = false, restored = false }: PullOptions = {},
): Promise<Pulled> {
  const server = await readServer(connection);
  const locked = await readLocked(connection);
  const lockedOids = locked.map(({ oid }) => oid);
  const found = await readRelations(connection, lockedOids);
  const relations = restored ? found.map(sizedAsCounted) : found;
  // Before anything changes a setting.
  const settings = await readSettings(connection, searchPath);
  const columns = await readColumns(connection, server.major);
  const { lacks, mayReadExtended } = await readLacks(connection, { locked, columns, restored });
  const workload = restored ? nothingRun : await readWorkload(connection, server.major);
  const pages = restored ? noPages : await readMetaPages(connection, relations);
  const widthOf = (schema: string, table: string, column: string): number | undefined =>
    columns.get(relationKey({ schema, name: table }))?.find(({ attname }) => attname === column)
      ?.avg_width;
  const unread = relations.filter(({ oid }) => !pages.levels.has(oid));
  const levels = await findLevels(connection, unread, { widthOf, mayPlan: !restored });
  const unreadGins = relations.filter(({ oid }) => !pages.gin.has(oid));
  const counters = restored ? noCounters : await probeGin(connection, unreadGins, server.major);
  const ends = liveEnds ? await readLiveEnds(connection) : new Map<string, Ends>();
  const relationStatistics = relations.map(({ oid, index, ...rest }): RelationStatistics => {
    const level = pages.levels.get(oid);
    const readGin = pages.gin.get(oid);
    const gin = readGin ?? counters.get(oid);
    const known = level === undefined ? levels.get(oid) : ({ level, levelFrom: 'page' } as const);
    return {
      ...rest,
      ...(index === undefined
        ? {}
        : {
            index: {
              ...index,
              ...known,
              ...(gin === undefined
                ? {}
                : ({ gin, ginFrom: readGin === undefined ? 'explain' : 'page' } as const)),
            },
          }),
      columns: (columns.get(relationKey(rest)) ?? []).map((column) => {
        const found = ends.get(`${relationKey(rest)}\0${column.attname}`);
        return found === undefined || column.inherited ? column : { ...column, live_ends: found };
      }),
    };
  });
  return {
    manifest: {
      format: 1,
      ...server,
      lacks: [...lacks, ...workload.lacks, ...unreadGin(relationStatistics)],
    },
    schema: await readSchema(connection, lockedOids),
    statistics: {
      relations: relationStatistics,
      extended: mayReadExtended ? await readExtended(connection, server.major) : [],
    },
    settings,
    activity: restored ? { until: server.clock, tables: [] } : await readActivity(connection),
    workload: workload.entries,
  };
}

const nothingRun: Workload = { entries: [], lacks: [] };

/** The planner believes the size of the file; the file of a restored relation is empty, and VACUUM counted the original's. */
const sizedAsCounted = (relation: ReadRelation): ReadRelation =>
  relation.kind === 'partitioned table'
    ? relation
    : { ...relation, pages: Math.max(0, relation.relpages) };

const noCounters: ReadonlyMap<number, GinFacts> = new Map();

function unreadGin(relations: readonly RelationStatistics[]): readonly string[] {
  const unread = relations.filter(
    ({ index }) => index?.method === 'gin' && index.gin === undefined,
  );
  if (unread.length === 0) return [];
  return [
    `counters of ${counted(unread.length, 'GIN index', 'GIN indexes')} are unknown: the twin takes the planner's own guess by size, and costs of their scans differ a little. A role that may select from the table and that no policy binds can ask for plans that contain them, and a superuser with the extension pageinspect can read them.`,
  ];
}

async function readServer(connection: Connection): Promise<Omit<Manifest, 'format' | 'lacks'>> {
  const { rows } = await connection.query<Record<string, string> & { major: number }>(
    `select pg_catalog.current_setting('server_version') as server, pg_catalog.current_setting('server_version_num')::int / 10000 as major,
       pg_catalog.current_database()::text as database, pg_catalog.to_char(pg_catalog.now() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as clock,
       case coalesce(pg_catalog.to_jsonb(d) ->> 'datlocprovider', 'c') when 'i' then 'icu' when 'b' then 'builtin' else 'libc' end as provider,
       d.datcollate::text as collate, d.datctype::text as ctype, pg_catalog.pg_encoding_to_char(d.encoding)::text as encoding,
       coalesce(pg_catalog.to_jsonb(d) ->> 'datlocale', pg_catalog.to_jsonb(d) ->> 'daticulocale') as locale
     from pg_catalog.pg_database d where d.datname = pg_catalog.current_database()`,
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
       array(select ${sqlNameOf()} from ${relationsInSchemas}
             where c.relkind in ('r', 'p') and c.relrowsecurity and pg_catalog.pg_has_role(c.relowner, 'usage')
               and ${ofUsers('n')} and ${ofNoExtension('c')} order by 1) as owns
     from pg_catalog.pg_roles r where r.rolname = current_user`,
    [],
  );
  return rows[0] ?? { name: 'postgres', bypassesPolicies: true, owns: [] };
}
