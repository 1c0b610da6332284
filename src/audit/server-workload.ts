import { drawFromStatistics } from '../drawer/draw-from-statistics';
import { drawsIn, isDrawnValue, withLeaves } from '../model/drawn-values';
import { type ColumnLookup, readStatistics } from '../postgres/catalog/column-statistics';
import { ofNoExtension, ofUsers, relationsInSchemas } from '../postgres/catalog/fragments';
import type { Connection } from '../postgres/types';
import { readWorkload } from '../pull/read/workload';
import type { WorkloadEntry } from '../pull/types';
import { casesFromModel } from '../recorded/cases-from-model';
import { fingerprint } from '../sql/fingerprint';
import { knownTables, type KnownTable, type TableOf } from '../sql/known-tables';
import { modifying, oneStatement } from '../sql/one-statement';
import { checkPlannable } from '../sql/plannable';
import { withTypedParameters } from '../sql/typed-parameters';
import type { AuditSession } from './session';
import type { AuditInput } from './types';

/** The source that stands for what the server has run. */
export const serverSource = 'pg_stat_statements';

export interface ServerWorkload {
  readonly inputs: readonly AuditInput[];
  /** What was left out, one line each. */
  readonly notes: readonly string[];
}

/** How the statements of a workload are put in order, the first first. */
export const orders = ['total', 'calls', 'mean'] as const;
export type Order = (typeof orders)[number];

const keys = { total: 'totalMs', calls: 'calls', mean: 'meanMs' } as const satisfies Record<
  Order,
  keyof WorkloadEntry
>;

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
  const tableOf = knownTables(await session.read(readTables));
  const sorted = entries.toSorted((a, b) => b[keys[order]] - a[keys[order]]);
  const seen = new Set<string>();
  const chosen: Chosen[] = [];
  let unparsed = 0;
  for (const { sql } of sorted) {
    if (chosen.length >= top) break;
    const statement = await choose(sql, tableOf);
    if (statement === 'unparsed') unparsed += 1;
    if (typeof statement === 'string' || seen.has(statement.name)) continue;
    seen.add(statement.name);
    chosen.push(statement);
  }
  const statistics = await statisticsOf(session, chosen);
  return {
    inputs: chosen.flatMap((each, k) => inputsOf(each, k + 1, statistics)),
    notes: [
      ...lacks,
      ...(unparsed === 0
        ? []
        : [`${unparsed} normalised texts of pg_stat_statements do not parse, and are not planned`]),
    ],
  };
}

interface Chosen {
  readonly name: string;
  readonly sql: string;
  readonly parameters: number;
  /** Values by label, some of them to be drawn. */
  readonly cases: { readonly [label: string]: readonly unknown[] };
}

async function choose(text: string, tableOf: TableOf): Promise<Chosen | 'unparsed' | 'other'> {
  const sql = await withTypedParameters(text).catch(() => text);
  const one = await oneStatement(sql);
  if (!one.ok) return one.because === 'syntax' ? 'unparsed' : 'other';
  const plannable = await checkPlannable(sql);
  // Utility statements, and what asks catalogs or no table at all, as plancliff itself does.
  if (!plannable.ok) return 'other';
  const own = plannable.tables.find((name) => tableOf(name) !== undefined);
  if (
    own === undefined ||
    plannable.tables.some((name) => /^(pg_|information_schema)/.test(name))
  ) {
    return 'other';
  }
  const { type, tree } = one.statement;
  const digits = ((await fingerprint(sql)) ?? '').slice(-8);
  const { parameters } = plannable;
  const found = casesFromModel({ tree: { [type]: tree }, parameters }, tableOf);
  return {
    name: [modifying.get(type) ?? 'select', own, digits].join(' '),
    sql,
    parameters,
    cases: 'cases' in found && parameters > 0 ? found.cases : {},
  };
}

async function statisticsOf(
  session: AuditSession,
  chosen: readonly Chosen[],
): Promise<ReadonlyMap<string, ColumnLookup>> {
  const columns = new Set(
    chosen.flatMap(({ cases }) => drawsIn(Object.values(cases)).map(({ from }) => from)),
  );
  if (columns.size === 0) return new Map();
  return session.read((connection) => readStatistics(connection, [...columns]));
}

function inputsOf(
  { name, sql, parameters, cases }: Chosen,
  line: number,
  statistics: ReadonlyMap<string, ColumnLookup>,
): readonly AuditInput[] {
  const input = (label: string, values?: readonly unknown[]): AuditInput => ({
    kind: 'sql',
    origin: { source: serverSource, line, query: name, case: label },
    sql,
    ...(values === undefined ? {} : { parameters: values }),
  });
  if (parameters === 0) return [input('default')];
  const drawn = Object.entries(cases).flatMap(([label, values]) => {
    const known = valuesOf(values, statistics);
    return known === undefined ? [] : [input(label === 'default' ? 'common' : label, known)];
  });
  return [input('any'), ...drawn];
}

/** Undefined where statistics do not tell one of the values. */
function valuesOf(
  values: readonly unknown[],
  statistics: ReadonlyMap<string, ColumnLookup>,
): readonly unknown[] | undefined {
  let isKnown = true;
  const found = withLeaves(values, (leaf) => {
    if (!isDrawnValue(leaf)) return leaf;
    const column = statistics.get(leaf.from);
    const value = column?.ok === true ? drawFromStatistics(leaf.draw, column.column) : undefined;
    if (value?.ok === true) return value.value;
    isKnown = false;
    return null;
  });
  return isKnown ? (found as readonly unknown[]) : undefined;
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
