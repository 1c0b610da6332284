import { growthOf } from '../../engine/twin/growth/growth';
import { imageOfToday } from '../../engine/twin/image-of-today';
import { withNewIndexes } from '../../engine/twin/new-indexes';
import { openTwin } from '../../engine/twin/twin';
import type { CatalogTable } from '../../postgres/catalog/types';
import { knownRates } from '../../pull/rates';
import { findNamed, searchPathOf } from '../../pull/search-path';
import type { Timeline } from '../../timeline/types';
import type { AccessPath } from '../../plan/types';
import { growthOfStatement } from '../growth/growth-of-statement';
import { factorOf, planOnTwin, sweepGrowth } from '../growth/sweep-growth';
import type { GrowthRun, PlannedRequest, Swept } from '../growth/types';
import { oneLine, type WhatIf } from './changes';
import { locksOf } from './locks';
import type { ComparedStatement, StatementLocks, WhatIfResult } from './types';

/** Sweeps the statements again on a twin with the changes, and compares. */
export async function runWhatIf(
  { server, pulled, signal, onProgress }: Omit<GrowthRun, 'requests' | 'lacks'>,
  whatIf: WhatIf,
  { requests, timelines, catalog, growth, to, inTime, moving }: Swept,
): Promise<WhatIfResult> {
  onProgress('building a twin with the changes');
  const running = whatIf.statements.filter(({ runs }) => runs);
  const twin = await openTwin({
    server,
    pulled,
    settings: whatIf.settings,
    alter: running.map(({ sql }) => sql),
    // Everything is shown below, with the new indexes.
    read: [],
  });
  try {
    const changed = withNewIndexes(pulled, twin.catalog);
    await twin.show(imageOfToday(changed.pulled));
    const plan = planOnTwin(twin);
    const planned: number[] = [];
    const read: AccessPath[] = [];
    const unplanned: WhatIfResult['unplanned'][number][] = [];
    for (const [k, of] of requests.entries()) {
      signal.throwIfAborted();
      const outcome = await plan(of, {});
      if (outcome.ok) {
        planned.push(k);
        read.push(...outcome.plan.accesses);
      } else unplanned.push({ ...of.origin, reason: outcome.failure.message });
    }
    const grown = growthOf(changed.pulled, twin.catalog, { inTime, read });
    const swept = await sweepGrowth({
      twin,
      growth: grown,
      moving,
      requests: planned.map((k) => requests[k] as PlannedRequest),
      to,
      onPoint: (done, known) => onProgress(`planning the changes at size ${done} of ${known}`),
      signal,
    });
    const rates = knownRates(pulled);
    const searchPath = searchPathOf(pulled);
    const statements = swept.timelines.flatMap((after): ComparedStatement[] => {
      const k = planned[Number(after.query)] ?? -1;
      const before = timelines[k];
      const of = requests[k];
      if (before === undefined || of === undefined) return [];
      return [
        {
          ...of.origin,
          costs: costsOf(before, after),
          lossesBefore: growthOfStatement(before, growth, rates).losses,
          lossesAfter: growthOfStatement(after, grown, rates).losses,
        },
      ];
    });
    return {
      changes: [
        ...(whatIf.major === undefined ? [] : [`PostgreSQL ${server.version}`]),
        ...running.map(({ sql }) => oneLine(sql)),
        ...Object.entries(whatIf.settings).map(([name, value]) => `${name} = ${value}`),
      ],
      notes: [
        ...whatIf.impossible,
        ...changed.notes,
        ...(whatIf.major === undefined ? [] : twin.lacks),
      ],
      locks: whatIf.statements
        .filter(({ fromMigration, parsed }) => fromMigration && parsed.type !== 'TransactionStmt')
        .map(({ sql, parsed }): StatementLocks => ({
          sql: oneLine(sql),
          locks: locksOf(parsed, catalog, searchPath).map((lock) => ({
            ...lock,
            ...sizeOf(findNamed(catalog.tables, lock.table, searchPath), pulled),
          })),
        })),
      statements,
      unplanned,
    };
  } finally {
    await twin.close();
  }
}

/** Costs at the sizes at which both were planned and that are powers of ten, and at the largest. */
function costsOf(before: Timeline, after: Timeline): ComparedStatement['costs'] {
  const costs = ({ ranges }: Timeline) =>
    new Map(ranges.flatMap(({ points }) => points).map(({ scale, plan }) => [scale, plan.cost]));
  const others = costs(after);
  const all = [...costs(before)].flatMap(([scale, cost]) => {
    const other = others.get(scale);
    return other === undefined ? [] : [{ factor: factorOf(scale), before: cost, after: other }];
  });
  const last = Math.max(...all.map(({ factor }) => factor));
  return all
    .filter(({ factor }) => factor === last || Number.isInteger(Math.log10(factor)))
    .sort((a, b) => a.factor - b.factor);
}

function sizeOf(
  table: CatalogTable | undefined,
  { statistics }: GrowthRun['pulled'],
): { readonly rows?: number; readonly bytes?: number } {
  const found = statistics.relations.find(
    ({ schema, name, kind }) => schema === table?.schema && name === table.name && kind !== 'index',
  );
  return found === undefined
    ? {}
    : { rows: Math.max(0, found.reltuples), bytes: found.pages * 8192 };
}
