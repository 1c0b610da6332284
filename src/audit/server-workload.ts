import { type ColumnLookup, readStatistics } from '../postgres/catalog/column-statistics';
import { ofNoExtension, ofUsers, relationsInSchemas } from '../postgres/catalog/fragments';
import type { Connection } from '../postgres/types';
import { readWorkload } from '../pull/read/workload';
import type { WorkloadEntry } from '../pull/types';
import {
  casesOf,
  chooseStatements,
  type ChosenStatement,
  drawnFrom,
  type Order,
} from '../pull/workload/choose';
import { counted } from '../text/figures';
import { knownTables, type KnownTable } from '../sql/known-tables';
import type { AuditSession } from './session';
import type { AuditInput } from './types';

/** The source that stands for what the server has run. */
export const serverSource = 'pg_stat_statements';

export interface ServerWorkload {
  readonly inputs: readonly AuditInput[];
  /** What was left out, one line each. */
  readonly notes: readonly string[];
}

/**
 * The statements that the server has run in this database, by pg_stat_statements: queries of tables of the users alone, the
 * most expensive first. Each is planned for any values, and where its parameters are compared with columns also for common
 * and for rare values of these, by the database's own statistics.
 *
 * @param top statements that are taken at most
 * @returns undefined where pg_stat_statements is not installed, or has nothing
 */
export async function serverWorkload(
  session: AuditSession,
  { top, order }: { readonly top: number; readonly order: Order },
): Promise<ServerWorkload | undefined> {
  const { entries, lacks } = await session.read((connection) =>
    readWorkload(connection, session.major),
  );
  if (entries.length === 0) return undefined;
  const found = await workloadOf(session, entries, { top, order });
  return { ...found, notes: [...lacks, ...found.notes] };
}

/** The same of statements that were counted elsewhere. */
export async function workloadOf(
  session: AuditSession,
  entries: readonly WorkloadEntry[],
  { top, order }: { readonly top: number; readonly order: Order },
): Promise<ServerWorkload> {
  const tableOf = knownTables(await session.read(readTables));
  const { statements, unparsed } = await chooseStatements(entries, tableOf, { top, order });
  const columns = drawnFrom(statements);
  const statistics: ReadonlyMap<string, ColumnLookup> =
    columns.length === 0
      ? new Map()
      : await session.read((connection) => readStatistics(connection, columns));
  return {
    inputs: statements.flatMap((each, k) => inputsOf(each, k + 1, statistics)),
    notes: [
      ...(unparsed === 0
        ? []
        : [
            `${counted(unparsed, 'text')} of pg_stat_statements ${unparsed === 1 ? 'does' : 'do'} not parse, and ${unparsed === 1 ? 'is' : 'are'} not planned`,
          ]),
    ],
  };
}

function inputsOf(
  statement: ChosenStatement,
  line: number,
  statistics: ReadonlyMap<string, ColumnLookup>,
): readonly AuditInput[] {
  const { name, sql, parameters } = statement;
  const input = (label: string, values?: readonly unknown[]): AuditInput => ({
    kind: 'sql',
    origin: { source: serverSource, line, query: name, case: label },
    sql,
    ...(values === undefined ? {} : { parameters: values }),
  });
  if (parameters === 0) return [input('default')];
  return [
    input('any'),
    ...casesOf(statement, statistics).map(({ label, values }) => input(label, values)),
  ];
}

async function readTables(connection: Connection): Promise<readonly KnownTable[]> {
  const { rows } = await connection.query<{ schema: string; name: string; columns: string[] }>(
    `select n.nspname::text as schema, c.relname::text as name,
       array(select a.attname::text from pg_catalog.pg_attribute a
             where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped order by a.attnum) as columns
     from ${relationsInSchemas}
     where c.relkind in ('r', 'p', 'm', 'v', 'f') and ${ofUsers('n')} and ${ofNoExtension('c')}
     order by n.nspname = 'public', n.nspname collate "C" desc`,
    [],
  );
  // Of two schemas with a table of one name, public comes last and stays.
  return rows.map(({ schema, name, columns }) => ({ name: `${schema}.${name}`, columns }));
}
