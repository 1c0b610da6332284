import { weightyAccesses } from '../advice/weighty';
import type { CountedConditions } from '../findings/evidence';
import { numberOf } from '../plan/nodes';
import { parseExplain } from '../plan/parse';
import type { AccessPath, Predicate } from '../plan/types';
import { qualifiedName, quoteIdent } from '../postgres/quote';
import { isStatementError, queryCanceled } from '../postgres/server-error';
import type { Connection } from '../postgres/types';
import type { Case } from '../scenario/types';
import { isSymbol, tokenize } from '../sql/tokens';
import type { Trial } from '../trial/open-trial';
import type { AccessTrial, MeasuredRun } from '../trial/types';

/** What a count may cost by the planner's own figure, for the table is read in full: 2M rows cost 40,000 to 80,000. */
const mostCost = 200_000;

/** Milliseconds. A guard only, for conditions that take far longer than the planner knows. */
const patience = 30_000;

/** What was counted, and a line for each count that the limit of time stopped. */
export interface Counted {
  readonly conditions: readonly CountedConditions[];
  readonly notes: readonly string[];
}

/**
 * How many rows of the loaded tables meet the conditions of a measured plan, alone and together, and on how many pages
 * these rows lie: what the planner estimates from statistics. For the accesses that do the work, at the largest size.
 *
 * @throws PlancliffError where the server is gone or the run is interrupted
 */
export async function countConditions(
  trial: Trial,
  of: Case,
  measured: AccessTrial,
): Promise<Counted> {
  const run = measured.runs.findLast((each) => each.outcome === 'measured');
  const conditions: CountedConditions[] = [];
  const notes: string[] = [];
  if (run === undefined) return { conditions, notes };
  for (const access of weightyAccesses(run.plan, run.occurrences)) {
    const terms = countable(access);
    if (terms.length === 0) continue;
    const counts = await trial.inspect(run.size, of, ({ connection }) =>
      count(connection, access, terms),
    );
    if (counts === 'stopped') {
      const limit = `stopped by the time limit of ${patience / 1000} s`;
      notes.push(`${of.id}, count of the rows that meet its conditions: ${limit}`);
    } else if (counts !== undefined) {
      conditions.push(asEvidence(run, access, terms, counts));
    }
  }
  return { conditions, notes };
}

/** The conditions that can be asked of the table alone: no parameters, subqueries or columns of other tables. */
export function countable({
  alias,
  conditions,
  filters,
}: Pick<AccessPath, 'alias' | 'conditions' | 'filters'>): readonly Predicate[] {
  const all = [...conditions, ...filters];
  const unique = all.filter(({ text }, i) => all.findIndex((each) => each.text === text) === i);
  return unique.filter(({ text }) => {
    const tokens = tokenize(text);
    return !tokens.some(({ kind, text: word }, i) => {
      if (kind === 'parameter' || /^(SubPlan|InitPlan)$/.test(word)) return true;
      return kind === 'name' && isSymbol(tokens[i + 1], '.') && word !== alias;
    });
  });
}

interface Counts {
  readonly rows: number;
  readonly together: number;
  readonly pages: number;
  readonly tablePages: number;
  readonly terms: readonly number[];
  readonly correlations: { readonly [column: string]: number };
}

/** Half the time of a cast by way of text: the binary form of a ctid begins with the block (tidsend, tid.c). */
const blockNumber = 'pg_catalog.substr(pg_catalog.tidsend(ctid), 1, 4)';

/** Undefined where the server refuses a condition out of its place, and where the count would be too much work. */
async function count(
  connection: Connection,
  { alias, schema, relation, partitions }: AccessPath,
  terms: readonly Predicate[],
): Promise<Counts | 'stopped' | undefined> {
  const name = qualifiedName(schema, relation);
  const all = terms.map(({ text }) => `(${text})`);
  const counted = all.map((text) => `(pg_catalog.count(*) filter (where ${text}))::float8`);
  const together = `filter (where ${all.join(' and ')})`;
  try {
    await connection.query(`set local statement_timeout = ${patience}`);
    const text = `select pg_catalog.count(*)::float8 as rows,
         (pg_catalog.count(*) ${together})::float8 as together,
         (pg_catalog.count(distinct ${blockNumber}) ${together})::float8 as pages,
         pg_catalog.pg_relation_size($1::regclass)::float8 / pg_catalog.current_setting('block_size')::float8 as "tablePages",
         array[${counted.join(', ')}] as terms
       from ${name} as ${quoteIdent(alias)}`;
    const { rows: plans } = await connection.query<{ 'QUERY PLAN': unknown }>(
      `explain (format json) ${text}`,
      [name],
    );
    if (numberOf(parseExplain(plans[0]?.['QUERY PLAN']).root, 'Total Cost') > mostCost)
      return undefined;
    const { rows } = await connection.query<Omit<Counts, 'correlations'>>(text, [name]);
    const { rows: known } = await connection.query<{ column: string; correlation: number }>(
      `select attname as column, correlation::float8 as correlation from pg_catalog.pg_stats
        where schemaname = $1 and tablename = $2 and correlation is not null`,
      [schema, relation],
    );
    const correlations = Object.fromEntries(known.map((each) => [each.column, each.correlation]));
    const [first] = rows;
    if (first === undefined) return undefined;
    // Pages of several partitions have the same numbers.
    return { ...first, ...(partitions > 1 ? { pages: 0, tablePages: 0 } : {}), correlations };
  } catch (error) {
    if (!isStatementError(error)) throw error;
    return error.code === queryCanceled ? 'stopped' : undefined;
  }
}

function asEvidence(
  { size }: MeasuredRun,
  { occurrence, conditions, filters }: AccessPath,
  terms: readonly Predicate[],
  { terms: alone, ...counts }: Counts,
): CountedConditions {
  return {
    occurrence,
    size,
    ...counts,
    complete: new Set([...conditions, ...filters].map(({ text }) => text)).size === terms.length,
    terms: terms.map(({ text, columns }, i) => ({ text, columns, rows: alone[i] ?? 0 })),
  };
}
