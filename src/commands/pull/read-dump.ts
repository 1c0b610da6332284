import { statSync } from 'node:fs';
import path from 'node:path';
import { applySchema } from '../../engine/twin/apply-schema';
import { createTwinDatabase } from '../../engine/twin/database';
import { PlancliffError } from '../../errors';
import type { Database, Server } from '../../postgres/types';
import { withSession } from '../../postgres/with-database';
import { type DumpedSchema, schemaOfDump } from '../../pull/dump/schema';
import { restoreDumped, type RestoreCall, statisticsOfDump } from '../../pull/dump/statistics';
import { pull } from '../../pull/read/pull';
import type { Manifest, Pulled } from '../../pull/types';
import { readSchemaFiles } from '../../scenario/sources/schema-files';
import { counted } from '../../text/figures';
import type { ReadDatabase } from './read-database';

export interface DumpSources {
  readonly cwd: string;
  /** File with statistics, or `-`. */
  readonly statistics: string;
  /** File or folder with the DDL. */
  readonly schema?: string;
  /** Reads standard input to its end. */
  readonly readStdin: () => Promise<Buffer>;
}

/** Files of pg_dump, read. */
export interface Dump {
  readonly name: string;
  readonly schema: DumpedSchema;
  readonly calls: readonly RestoreCall[];
  /** When the file of statistics was written. */
  readonly written: string;
}

/** @throws PlancliffError `usage` where the file cannot be read or is no SQL */
export async function readDumpedSchema(
  cwd: string,
  file: string,
  readStdin: () => Promise<Buffer>,
): Promise<DumpedSchema> {
  const texts = await readSchemaFiles(cwd, [file], readStdin);
  return schemaOfDump(texts.map(({ text }) => text).join('\n'));
}

/**
 * Reads what pg_dump wrote: statistics, and the DDL beside them, in the same file or in the folder that is pulled into.
 *
 * @throws PlancliffError `usage` where one of them is missing
 */
export async function readDump(
  { cwd, statistics, schema, readStdin }: DumpSources,
  earlier: Pulled | undefined,
): Promise<Dump> {
  const [source] = await readSchemaFiles(cwd, [statistics], readStdin);
  const { name, text } = source ?? { name: statistics, text: '' };
  const calls = await statisticsOfDump(text);
  if (calls.length === 0) {
    throw new PlancliffError('usage', {
      message: `${name} contains no statistics`,
      reason: 'nothing in it calls pg_restore_relation_stats or pg_restore_attribute_stats',
      hint: 'Write it with PostgreSQL 18: pg_dump --statistics-only -f statistics.sql DATABASE.',
    });
  }
  const own =
    schema === undefined
      ? await schemaOfDump(text)
      : await readDumpedSchema(cwd, schema, readStdin);
  const known =
    own.schema === '' && earlier !== undefined ? await schemaOfDump(earlier.schema) : own;
  if (known.schema === '') {
    throw new PlancliffError('usage', {
      message: `${name} has statistics and no tables`,
      hint: 'Add the schema: pg_dump --schema-only -f schema.sql DATABASE, then --schema schema.sql.',
    });
  }
  const file = path.resolve(cwd, statistics);
  const written = statistics === '-' ? new Date() : statSync(file).mtime;
  return { name, schema: known, calls, written: written.toISOString() };
}

/**
 * What the planner knows, from files alone: the schema is made and the statistics are restored in a database of a server
 * that plancliff starts, and read back from there.
 *
 * @param earlier the pull before in the folder: it may know what no dump contains
 */
export async function pullDump(
  server: Server,
  dump: Dump,
  earlier: Pulled | undefined,
): Promise<ReadDatabase> {
  const locale = earlier?.manifest.locale;
  const database =
    locale === undefined
      ? await server.createDatabase('dump')
      : (await createTwinDatabase(server, { locale })).database;
  try {
    const { pulled, refused } = await restored(database, dump);
    const { schema, written } = dump;
    const manifest: Manifest = {
      ...pulled.manifest,
      ...(schema.server === undefined ? {} : versionOf(schema.server)),
      database: path.basename(dump.name),
      clock: written,
      ...(earlier === undefined
        ? { role: { name: 'postgres', bypassesPolicies: true, owns: [] } }
        : { role: earlier.manifest.role, locale: earlier.manifest.locale }),
      lacks: [...pulled.manifest.lacks, ...lacksOf(dump, earlier), ...refused],
    };
    // Literals of a redacted workload belong to other values.
    const workload = earlier?.manifest.redacted === true ? [] : (earlier?.workload ?? []);
    return {
      target: dump.name,
      pulled: {
        ...pulled,
        manifest,
        schema: schema.schema,
        settings: earlier?.settings ?? pulled.settings,
        activity: { until: written, tables: [] },
        workload,
      },
      requests: [],
      unplannable: 0,
    };
  } finally {
    await database.drop();
  }
}

async function restored(
  database: Database,
  { schema, calls }: Dump,
): Promise<{ readonly pulled: Pulled; readonly refused: readonly string[] }> {
  const refused = await withSession(database, async (maker) => [
    ...(await applySchema(maker, schema.schema)),
    ...(await restoreDumped(maker, calls)),
  ]);
  // The schema may have changed settings of the first session.
  const pulled = await withSession(database, async (reader) => {
    const { rows } = await reader.query<{ path: string }>(
      `select pg_catalog.current_setting('search_path') as path`,
    );
    await reader.query('begin; set local search_path = pg_catalog');
    return pull(reader, rows[0]?.path ?? '', { restored: true });
  });
  return { pulled, refused };
}

const versionOf = (server: string): Pick<Manifest, 'server' | 'major'> => ({
  server,
  major: Number.parseInt(server, 10),
});

/** What no dump contains, and what its lack costs. */
function lacksOf({ schema }: Dump, earlier: Pulled | undefined): readonly string[] {
  const { extended, hasPolicies } = schema;
  return [
    ...(extended === 0
      ? []
      : [
          `pg_dump leaves out what ${counted(extended, 'object')} of extended statistics found: the twin estimates without them. Pull from the database to have them.`,
        ]),
    'a dump has no sizes of files: the twin takes the pages that VACUUM or ANALYZE counted last, computes the levels of b-trees from them, and has indexes in the order of the dump, which decides between equal costs.',
    ...(earlier === undefined
      ? [
          'a dump has no planner settings, no locale and no workload: the twin has the defaults of a new server and sorts texts by code point. Write settings into settings.json, and name a file with statements for the audit.',
        ]
      : []),
    ...(hasPolicies && earlier === undefined
      ? ['a dump has no role: policies are not applied, as for a superuser.']
      : []),
  ];
}
