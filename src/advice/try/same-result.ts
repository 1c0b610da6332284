import type { Trial } from '../../trial/open-trial';
import { asRole, type TrialSession } from '../../trial/server/session';
import type { Statement } from '../../plan/types';
import { pinClock } from '../../sql/pin-clock';
import type { Case } from '../../scenario/types';
import { readQuery } from '../../sql/query-text';

/**
 * Whether a rewritten text returns the rows of the original, each as often, on the rows of a trial. Of a LIMIT without an
 * ORDER BY any rows are a right answer, so that only their number is compared.
 */
export async function sameResult(
  trial: Trial,
  size: number,
  of: Case,
  rewrite: (statement: Statement) => Statement,
): Promise<boolean> {
  const same = await trial.inspect(size, of, async (session, statement) => {
    const query = await readQuery(statement.sql);
    const anyRows = query?.tree['limitCount'] !== undefined && !('sortClause' in query.tree);
    const [before, after] = [
      await digest(session, statement),
      await digest(session, { ...statement, ...rewrite(statement) }),
    ];
    return before.rows === after.rows && (anyRows || before.sum === after.sum);
  });
  return same === true;
}

/**
 * Number of rows, and a sum that does not depend on their order. Where the statement has a column `result`, the bare word
 * would be that column and not the whole row (transformColumnRef, parse_expr.c).
 */
async function digest(
  session: TrialSession,
  { sql, parameters, ...own }: Statement,
): Promise<{ readonly rows: string; readonly sum: string }> {
  const { connection, clockSchema } = session;
  const text = (await pinClock(sql, clockSchema)).trim().replace(/;$/, '');
  const { rows } = await asRole(session, own, () =>
    connection.query<{ rows: string; sum: string }>(
      `select pg_catalog.count(*)::text as rows, coalesce(pg_catalog.sum(pg_catalog.hashtextextended(row(result.*)::text, 0)::numeric), 0)::text as sum
         from (${text}\n) result`,
      parameters,
    ),
  );
  return rows[0] ?? { rows: '', sum: '' };
}
