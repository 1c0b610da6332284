import { growthOf, type Growth } from '../../engine/twin/growth/growth';
import { openTwin, type Twin } from '../../engine/twin/twin';
import type { Plan } from '../../plan/types';
import type { Server } from '../../postgres/types';
import { ratesOfActivity } from '../../pull/rates';
import type { Pulled } from '../../pull/types';
import { comparePlans } from './agreement';
import { byGrowthLeft, growthOfStatement } from './growth-of-statement';
import { planOnTwin, sweepGrowth } from './sweep-growth';
import type { GrowthResult, PlannedRequest, RuleUse, StatementGrowth } from './types';

export interface GrowthRun {
  /** Where the twin is made: a server that plancliff starts. */
  readonly server: Server;
  readonly pulled: Pulled;
  /** Statements with their plans on the server, as of the moment at which everything was read. */
  readonly requests: readonly PlannedRequest[];
  /** The largest size, as a multiple of today. */
  readonly to: number;
  readonly onProgress: (text: string) => void;
  readonly signal: AbortSignal;
}

/** Builds the twin of a database, compares its plans with the server's, and grows it. */
export async function runGrowth(run: GrowthRun): Promise<GrowthResult> {
  const { server, pulled, signal, onProgress } = run;
  onProgress('building a twin without rows');
  const twin = await openTwin({ server, pulled });
  try {
    signal.throwIfAborted();
    return await grow(run, twin, growthOf(pulled, twin.catalog));
  } finally {
    await twin.close();
  }
}

async function grow(run: GrowthRun, twin: Twin, growth: Growth): Promise<GrowthResult> {
  const { pulled, requests, to, signal, onProgress, server } = run;
  const plan = planOnTwin(twin);
  const planned: { readonly of: PlannedRequest; readonly plan: Plan }[] = [];
  const unplanned: (PlannedRequest['origin'] & { readonly reason: string })[] = [];
  for (const of of requests) {
    const outcome = await plan(of, {});
    if (outcome.ok) planned.push({ of, plan: outcome.plan });
    else unplanned.push({ ...of.origin, reason: outcome.failure.message });
  }
  const { timelines } = await sweepGrowth({
    twin,
    growth,
    requests: planned.map(({ of }) => of),
    to,
    onPoint: (done, known) => onProgress(`planning at size ${done} of ${known}`),
    signal,
  });
  const rates = ratesOfActivity(pulled);
  const statements = timelines.flatMap((timeline): StatementGrowth[] => {
    const own = planned[Number(timeline.query)];
    if (own === undefined) return [];
    const { of, plan: onTwin } = own;
    return [
      {
        ...of.origin,
        ...comparePlans(of.plan, onTwin),
        ...growthOfStatement(timeline, growth, rates),
      },
    ];
  });
  return {
    to,
    twin: { version: server.version },
    statements: statements.toSorted(byGrowthLeft),
    unplanned,
    lacks: [...pulled.manifest.lacks, ...twin.lacks],
    rules: ruleUses(growth),
  };
}

function ruleUses({ decisions }: Growth): readonly RuleUse[] {
  const uses = new Map<string, RuleUse>();
  for (const { rule, says } of decisions) {
    uses.set(rule, { rule, says, columns: (uses.get(rule)?.columns ?? 0) + 1 });
  }
  return [...uses.values()].sort((a, b) => b.columns - a.columns);
}
