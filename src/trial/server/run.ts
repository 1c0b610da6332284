import { isStatementError } from '../../postgres/server-error';
import type { ExplainDocument } from '../../plan/types';
import { figuresOf, rowsScanned, withTriggers } from '../work/read-figures';
import { price } from '../work/price';
import type { Figures, Limits } from '../types';
import { readCounters, since, type Counters } from './counters';
import type { Explainable } from './explain';
import type { TrialSession } from './session';

export type Ran =
  | { readonly ended: true; readonly document: ExplainDocument; readonly figures: Figures }
  /** Cancelled: what the session had counted by then, in cost units. */
  | { readonly ended: false; readonly work: number };

const queryCanceled = '57014';

/** Runs of a statement that only reads, at most, until two of them have the same figures. */
const mostRuns = 4;

/**
 * Runs the statement in the transaction that is open, and undoes what it wrote. A statement that only reads runs until
 * two runs agree, and the least figures count: the first reads catalogs besides, and so does any that follows a
 * change elsewhere in the server (a reset of the caches, inval.c).
 */
export async function run(
  session: TrialSession,
  statement: Explainable,
  { writes, limits }: { readonly writes: boolean; readonly limits: Limits },
): Promise<Ran> {
  const runs: { readonly document: ExplainDocument; readonly figures: Figures }[] = [];
  while (runs.length < (writes ? 1 : mostRuns)) {
    const ran = await runOnce(session, statement, limits);
    if (!ran.ended) return ran;
    if (runs.some(({ figures }) => sameFigures(figures, ran.figures))) {
      runs.push(ran);
      break;
    }
    runs.push(ran);
  }
  const [least] = runs.toSorted((a, b) => a.figures.work - b.figures.work);
  if (least === undefined) throw new RangeError('No run was made');
  return { ended: true, ...least };
}

const sameFigures = (a: Figures, b: Figures): boolean =>
  a.pages === b.pages && a.tempPages === b.tempPages && a.rowsHandled === b.rowsHandled;

async function runOnce(
  { connection }: TrialSession,
  statement: Explainable,
  { time }: Limits,
): Promise<Ran> {
  const before = await readCounters(connection);
  await connection.query(
    `savepoint plancliff_run; set local statement_timeout = ${Math.max(1, Math.round(time))}`,
  );
  try {
    const document = await statement.run();
    return { ended: true, document, figures: await withItsTriggers(connection, document, before) };
  } catch (error) {
    if (!isStatementError(error) || error.code !== queryCanceled) throw error;
    await connection.query('rollback to savepoint plancliff_run');
    const { pages, rows } = since(before, await readCounters(connection));
    return { ended: false, work: price({ pages, tempPages: 0, rowsHandled: rows }) };
  } finally {
    await connection.query('rollback to savepoint plancliff_run').catch(() => undefined);
  }
}

/** EXPLAIN lists the triggers that ran, and says nothing of what they read: the counters do. */
async function withItsTriggers(
  connection: TrialSession['connection'],
  document: ExplainDocument,
  before: Counters,
): Promise<Figures> {
  const figures = figuresOf(document);
  const { Triggers: triggers } = document.rest;
  if (!Array.isArray(triggers) || triggers.length === 0) return figures;
  const all = since(before, await readCounters(connection));
  return withTriggers(figures, {
    pages: Math.max(0, all.pages - figures.pages),
    rowsHandled: Math.max(0, all.rows - rowsScanned(document)),
  });
}
