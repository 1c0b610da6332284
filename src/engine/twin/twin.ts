import { PlancliffError } from '../../errors';
import { openPlanner } from '../../plan/capture';
import type { Planner } from '../../plan/types';
import { readCatalog } from '../../postgres/catalog/read-catalog';
import type { RelationName } from '../../postgres/catalog/relation-rows';
import type { Catalog } from '../../postgres/catalog/types';
import { relationKey } from '../../postgres/relation-key';
import { allowExtendedBytes } from '../../postgres/extended-bytes';
import type { Connection, Database, Server } from '../../postgres/types';
import { searchPathOf } from '../../pull/search-path';
import type { Pulled } from '../../pull/types';
import { checkSparseFiles } from '../virtual/storage/sparse-files';
import { alterSchema, applySchema } from './apply-schema';
import { createTwinDatabase } from './database';
import { insertEndRows } from './end-rows';
import { openFiles } from './files';
import type { DatabaseImage } from './image';
import { readWith } from './growth/read-tables';
import { imageOfToday } from './image-of-today';
import { restoreColumns } from './restore-columns';
import { restoreExtended } from './restore-extended';
import { applyPolicies, createRoles, grantAll } from './roles';

/** A database without rows that plans as another one does. */
export interface Twin {
  readonly planner: Planner;
  /** What the schema says of tables, keys and references. */
  readonly catalog: Catalog;
  /** What could not be made as on the server, one line each. */
  readonly lacks: readonly string[];
  /** Makes the database seem to be as this image says; only what differs from the last one is written. */
  show(image: DatabaseImage): Promise<void>;
  close(): Promise<void>;
}

export interface TwinOptions {
  readonly server: Server;
  readonly pulled: Pulled;
  /** Planner settings over those of the server. */
  readonly settings?: Readonly<Record<string, string>>;
  /** DDL that changes the schema before anything else is made. */
  readonly alter?: readonly string[];
  /** The relations that plans read, where they are known: files and statistics of others stay as in an empty database. */
  readonly read?: readonly RelationName[] | undefined;
}

/** Creates the twin of a database as it was when it was read. */
export async function openTwin({
  server,
  pulled,
  settings = {},
  alter = [],
  read,
}: TwinOptions): Promise<Twin> {
  const dataDirectory = ownDirectory(server);
  checkSparseFiles(dataDirectory);
  const { database, lacks: localeLacks } = await createTwinDatabase(server, pulled.manifest);
  try {
    const connection = await database.connect();
    try {
      const role = await createRoles(connection, pulled.manifest, pulled.schema);
      const left = await applySchema(connection, pulled.schema);
      await alterSchema(connection, alter, searchPathOf(pulled));
      await grantAll(connection, role, pulled.manifest);
      const refused = await insertEndRows(connection, pulled.statistics.relations, role);
      await applyPolicies(connection, role, pulled.manifest);
      await allowExtendedBytes(connection);
      await connection.query('checkpoint');
      const files = await openFiles(connection, dataDirectory);
      const show = shower(connection, files, server.major);
      const catalog = await readCatalog(connection);
      const today = imageOfToday(pulled, readWith(catalog, read));
      const lacks = [...localeLacks, ...left, ...refused, ...(await show(today))];
      const planner = await openPlanner(await database.connect(), {
        settings: { ...(await knownSettings(connection, pulled.settings)), ...settings, role },
        clock: pulled.manifest.clock,
      });
      return {
        planner,
        catalog,
        lacks,
        show: async (image) => {
          await show(image);
        },
        close: () => close(planner, connection, database),
      };
    } catch (error) {
      await connection.end();
      throw error;
    }
  } catch (error) {
    await database.drop().catch(() => undefined);
    throw error;
  }
}

async function close(planner: Planner, connection: Connection, database: Database): Promise<void> {
  await Promise.allSettled([planner.close(), connection.end()]);
  await database.drop();
}

function ownDirectory(server: Server): string {
  if (server.kind !== 'embedded' || server.dataDirectory === undefined) {
    throw new PlancliffError('engine', {
      message: `a twin needs a server that plancliff starts, this is ${server.version}`,
      reason: 'it has files of sizes that no rows fill',
      hint: 'Leave out --database-url.',
    });
  }
  return server.dataDirectory;
}

/** Writes images, and only what changed since the last one. Returns the columns that the server refused. */
function shower(
  connection: Connection,
  files: Awaited<ReturnType<typeof openFiles>>,
  major: number,
): (image: DatabaseImage) => Promise<readonly string[]> {
  const shown = new Map<string, unknown>();
  const isNew = (key: string, value: unknown): boolean => {
    if (shown.get(key) === value) return false;
    shown.set(key, value);
    return true;
  };
  return async ({ relations, extended }) => {
    await files.apply(relations.filter((image) => isNew(`relation ${relationKey(image)}`, image)));
    const columns = relations.flatMap(({ schema, name, columns: own }) =>
      own
        .filter((column) =>
          isNew(
            `column ${relationKey({ schema, name })}\0${column.attname}\0${column.inherited}`,
            column,
          ),
        )
        .map((column) => ({ schema, relation: name, column })),
    );
    const refused = await restoreColumns(connection, columns, major);
    await restoreExtended(
      connection,
      extended.filter((each) => isNew(`extended ${relationKey(each)}\0${each.inherited}`, each)),
      major,
    );
    return refused.map((name) => `the server refused the statistics of ${name}`);
  };
}

/** Settings of the server that this major has too. */
async function knownSettings(
  connection: Connection,
  settings: Readonly<Record<string, string>>,
): Promise<Record<string, string>> {
  const { rows } = await connection.query<{ name: string }>(
    `select name from pg_catalog.pg_settings where name = any($1) and context = 'user'`,
    [Object.keys(settings)],
  );
  return Object.fromEntries(rows.map(({ name }) => [name, settings[name] as string]));
}
