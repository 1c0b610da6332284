import type { Catalog } from '../../postgres/catalog/types';
import { parse } from '../../sql/parse';
import type { AccessTrial, MeasuredRun, NodeWork } from '../../trial/types';
import { streamsTo } from '../../trial/work/streams-to';
import { readQuery } from '../../sql/query-text';
import type { DistinctFigure, Situation } from '../situation';
import type { Subject } from '../types';
import { weightyAccesses } from '../weighty';

/** What is known of a subject, as suggestions take it. */
export async function situationOf(
  { target, without, points }: Subject,
  rest: Pick<Situation, 'catalog' | 'settings' | 'extensions'> & {
    readonly catalog: Catalog;
    readonly distinct: readonly DistinctFigure[];
  },
): Promise<Situation> {
  const run = lastMeasured(without);
  return {
    ...rest,
    plan: target.plan,
    accesses: weightyAccesses(target.plan, run?.occurrences),
    query: await readQuery(points.at(-1)?.statement.sql ?? ''),
    misestimates: misestimates(run),
  };
}

const lastMeasured = ({ runs }: AccessTrial): MeasuredRun | undefined =>
  runs.findLast((run) => run.outcome === 'measured');

/**
 * Real rows over estimated ones of the scans of each occurrence. One row is the least that the planner expects. What a LIMIT
 * that was filled left unread is no error of an estimate.
 */
function misestimates(run: MeasuredRun | undefined): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  for (const { occurrence, alias } of run?.plan.accesses ?? []) {
    const at = run?.nodes.findIndex((node) => node.alias === alias && node.loops > 0) ?? -1;
    const scan = run?.nodes[at];
    if (run === undefined || scan === undefined || isLeftEarly(run.nodes, at)) continue;
    found.set(occurrence, Math.max(1, scan.actualRows) / Math.max(1, scan.estimatedRows));
  }
  return found;
}

/** Whether a LIMIT above a node got its rows before the node came to an end. */
function isLeftEarly(nodes: readonly NodeWork[], at: number): boolean {
  const limit = streamsTo(nodes, at).find(({ type }) => type === 'Limit');
  return limit !== undefined && limit.actualRows >= limit.estimatedRows;
}

/** Names of the extensions that a schema creates. */
export async function extensionsOf(ddl: string): Promise<readonly string[]> {
  const parsed = await parse(ddl);
  if (!parsed.ok) return [];
  return parsed.statements.flatMap(({ type, tree }) =>
    type === 'CreateExtensionStmt' && typeof tree['extname'] === 'string' ? [tree['extname']] : [],
  );
}
