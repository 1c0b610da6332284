import { parseExplain } from '../../plan/parse';
import type { ExplainDocument, Statement } from '../../plan/types';
import { pinnedText } from '../../sql/pin-clock';
import { asRole, type TrialSession } from './session';

const plan = 'verbose, settings, format json';
const run = `analyze, buffers, timing off, summary off, ${plan}`;
const prepared = 'plancliff_trial';

/** A statement that can be planned and run in one session. */
export interface Explainable {
  plan(): Promise<ExplainDocument>;
  run(): Promise<ExplainDocument>;
}

/**
 * Values are bound as a driver binds them; under a generic plan the statement is prepared, and its values are written
 * out, because EXPLAIN EXECUTE takes no parameters from outside.
 */
export async function explainable(
  session: TrialSession,
  statement: Statement,
): Promise<Explainable> {
  const { sql, parameters, settings } = statement;
  const { connection, clockSchema } = session;
  const mode = settings?.['plan_cache_mode'];
  const generic = mode === undefined ? session.generic : mode === 'force_generic_plan';
  const { sql: pinned } = await pinnedText(sql, clockSchema);
  const ask = async (text: string, values?: readonly unknown[]): Promise<ExplainDocument> => {
    const { rows } = await connection.query<{ 'QUERY PLAN': unknown }>(text, values);
    return parseExplain(rows[0]?.['QUERY PLAN']);
  };
  if (!generic) {
    const call = (options: string): Promise<ExplainDocument> =>
      asRole(session, statement, () => ask(`explain (${options}) ${pinned}`, parameters));
    return { plan: () => call(plan), run: () => call(run) };
  }
  const call = (options: string): Promise<ExplainDocument> =>
    asRole(session, statement, async () => {
      await connection.query(`deallocate all`);
      await connection.query(`prepare ${prepared} as ${pinned}`);
      const list = await literals(connection, parameters);
      return ask(`explain (${options}) execute ${prepared}${list === '' ? '' : ` (${list})`}`);
    });
  return { plan: () => call(plan), run: () => call(run) };
}

async function literals(
  connection: TrialSession['connection'],
  parameters: readonly unknown[],
): Promise<string> {
  if (parameters.length === 0) return '';
  const list = parameters
    .map((_, k) => `pg_catalog.quote_nullable($${k + 1}::text)`)
    .join(", ', ', ");
  const { rows } = await connection.query<{ list: string }>(
    `select pg_catalog.concat(${list}) as list`,
    parameters,
  );
  return rows[0]?.list ?? '';
}
