import { isStatementError, queryCanceled } from '../../postgres/server-error';
import type { ExplainDocument } from '../../plan/types';
import { figuresOf, rowsScanned, withoutMapPages, withTriggers } from '../work/read-figures';
import { price } from '../work/price';
import type { Figures, Limits } from '../types';
import { readCounters, since, type Counters } from './counters';
import type { Explainable } from './explain';
import { mapPins } from './map-pins';
import type { TrialSession } from './session';

export type Ran =
  | { readonly ended: true; readonly document: ExplainDocument; readonly figures: Figures }
  /** Cancelled: what the session had counted by then, in cost units. */
  | { readonly ended: false; readonly work: number };

/** Runs of a statement that only reads, at most, until two of them have the same figures. */
const mostRuns = 4;

/** Work from which on a run takes longer than to find out whether it read catalogs. */
const longRun = 1_000;

/**
 * Runs the statement in the transaction that is open, and undoes what it wrote. A statement that only reads runs until
 * two runs agree, and the least figures count: the first reads catalogs besides, and so does any that follows a
 * change elsewhere in the server (a reset of the caches, inval.c). A long run that read none is not repeated.
 */
export async function run(
  session: TrialSession,
  statement: Explainable,
  { writes, limits }: { readonly writes: boolean; readonly limits: Limits },
): Promise<Ran> {
  const runs: { readonly document: ExplainDocument; readonly figures: Figures }[] = [];
  while (runs.length < (writes ? 1 : mostRuns)) {
    const before = await readCounters(session.connection);
    const ran = await runOnce(session, statement, limits, before);
    if (!ran.ended) return ran;
    const agrees = runs.some(({ figures }) => sameFigures(figures, ran.figures));
    runs.push(ran);
    if (agrees) break;
    if (writes || ran.figures.work < longRun) continue;
    if (await readTablesAlone(session, statement, ran.figures, before)) break;
  }
  const [least] = runs.toSorted((a, b) => a.figures.work - b.figures.work);
  if (least === undefined) throw new RangeError('No run was made');
  return { ended: true, ...least };
}

const sameFigures = (a: Figures, b: Figures): boolean =>
  a.pages === b.pages && a.tempPages === b.tempPages && a.rowsHandled === b.rowsHandled;

/**
 * Whether all pages of a run are those of tables and indexes, which are all that the counters count. What planning reads
 * of them, the ends of indexes, counts too: a plan without a run tells how much that is.
 */
async function readTablesAlone(
  { connection }: TrialSession,
  statement: Explainable,
  { pages, mapPages = 0 }: Figures,
  before: Counters,
): Promise<boolean> {
  const ran = await readCounters(connection);
  await statement.plan();
  const planned = await readCounters(connection);
  return since(before, ran).pages - since(ran, planned).pages === pages + mapPages;
}

async function runOnce(
  { connection }: TrialSession,
  statement: Explainable,
  { time }: Limits,
  before: Counters,
): Promise<Ran> {
  await connection.query(
    `savepoint plancliff_run; set local statement_timeout = ${Math.max(1, Math.round(time))}`,
  );
  try {
    const document = await statement.run();
    const figures = await withItsTriggers(connection, document, before);
    const mapPages = await mapPins(connection, document, before);
    return { ended: true, document, figures: withoutMapPages(figures, mapPages) };
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
