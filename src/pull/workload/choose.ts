import { drawFromStatistics } from '../../drawer/draw-from-statistics';
import { drawsIn, isDrawnValue, withLeaves } from '../../model/drawn-values';
import type { ColumnLookup } from '../../postgres/catalog/column-statistics';
import { casesFromModel } from '../../recorded/cases-from-model';
import { firstWord } from '../../sql/first-word';
import type { TableOf } from '../../sql/known-tables';
import { modifying, oneStatement } from '../../sql/one-statement';
import { checkPlannable } from '../../sql/plannable';
import { statementShape } from '../../sql/statement-shape';
import { withTypedParameters } from '../../sql/typed-parameters';
import type { WorkloadEntry } from '../types';

/** How the statements of a workload are put in order, the first first. */
export const orders = ['total', 'calls', 'mean'] as const;
export type Order = (typeof orders)[number];

const keys = { total: 'totalMs', calls: 'calls', mean: 'meanMs' } as const satisfies Record<
  Order,
  keyof WorkloadEntry
>;

/** A statement of a workload that is planned. */
export interface ChosenStatement {
  readonly name: string;
  /** In a form that parses. */
  readonly sql: string;
  /** As it was recorded. */
  readonly text: string;
  readonly parameters: number;
  /** Values by label, some of them to be drawn. */
  readonly cases: { readonly [label: string]: readonly unknown[] };
}

export interface ChosenStatements {
  readonly statements: readonly ChosenStatement[];
  /** Texts of queries that do not parse. */
  readonly unparsed: number;
}

/**
 * Queries of tables of the users alone, the most expensive first, each once.
 *
 * @param top statements that are taken at most
 */
export async function chooseStatements(
  entries: readonly WorkloadEntry[],
  tableOf: TableOf,
  { top, order }: { readonly top: number; readonly order: Order },
): Promise<ChosenStatements> {
  const sorted = entries.toSorted((a, b) => b[keys[order]] - a[keys[order]]);
  const seen = new Set<string>();
  const statements: ChosenStatement[] = [];
  let unparsed = 0;
  for (const { sql } of sorted) {
    if (statements.length >= top) break;
    const statement = await choose(sql, tableOf);
    if (statement === 'unparsed') unparsed += 1;
    if (typeof statement === 'string' || seen.has(statement.name)) continue;
    seen.add(statement.name);
    statements.push(statement);
  }
  return { statements, unparsed };
}

async function choose(
  text: string,
  tableOf: TableOf,
): Promise<ChosenStatement | 'unparsed' | 'other'> {
  const sql = await withTypedParameters(text).catch(() => text);
  const one = await oneStatement(sql);
  if (!one.ok) return one.because === 'syntax' && (await isQuery(sql)) ? 'unparsed' : 'other';
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
  const digits = statementShape({ [type]: tree }, 'any');
  const { parameters } = plannable;
  const found = casesFromModel({ tree: { [type]: tree }, parameters }, tableOf);
  return {
    name: [modifying.get(type) ?? 'select', own, digits].join(' '),
    sql,
    text,
    parameters,
    cases: 'cases' in found && parameters > 0 ? found.cases : {},
  };
}

const planned = new Set([
  'select',
  'with',
  'insert',
  'update',
  'delete',
  'merge',
  'values',
  'table',
  '(',
]);

/** From 17 on pg_stat_statements has `savepoint $1` and `deallocate $1`, which do not parse: nobody misses their plans. */
async function isQuery(text: string): Promise<boolean> {
  const first = await firstWord(text);
  return first === undefined || planned.has(first);
}

/** Columns that the cases of these statements draw values from, each once. */
export function drawnFrom(statements: readonly ChosenStatement[]): readonly string[] {
  const all = statements.flatMap(({ cases }) => drawsIn(Object.values(cases)));
  return [...new Set(all.map(({ from }) => from))];
}

/** The cases by label, of which statistics have all values; `common` for the only one. */
export function casesOf(
  { cases }: ChosenStatement,
  statistics: ReadonlyMap<string, ColumnLookup>,
): readonly {
  readonly label: string;
  readonly drawn: readonly unknown[];
  readonly values: readonly unknown[];
}[] {
  return Object.entries(cases).flatMap(([label, drawn]) => {
    const values = valuesOf(drawn, statistics);
    return values === undefined
      ? []
      : [{ label: label === 'default' ? 'common' : label, drawn, values }];
  });
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
