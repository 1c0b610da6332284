import { growthOf, type Growth } from '../../engine/twin/growth/growth';
import { openTwin, type Twin } from '../../engine/twin/twin';
import type { Plan } from '../../plan/types';
import { knownRates } from '../../pull/rates';
import { pulledTables } from '../../pull/workload/tables';
import { comparePlans } from './agreement';
import { byGrowthLeft, growthOfStatement } from './growth-of-statement';
import { type MovingStatement, movingStatement } from './recent-literals';
import { planOnTwin, sweepGrowth } from './sweep-growth';
import type {
  GrowthResult,
  GrowthRun,
  PlannedRequest,
  RuleUse,
  StatementGrowth,
  Swept,
} from './types';

export interface Grown {
  readonly growth: GrowthResult;
  readonly swept: Swept;
}

/** Builds the twin of a database, compares its plans with the server's, and grows it. */
export async function runGrowth(run: GrowthRun): Promise<Grown> {
  const { server, pulled, signal, onProgress } = run;
  onProgress('building a twin without rows');
  const plans = run.requests.flatMap(({ plan }) => plan ?? []);
  const isKnown = plans.length === run.requests.length;
  const read = isKnown ? plans.flatMap(({ accesses }) => accesses) : undefined;
  const twin = await openTwin({ server, pulled, read });
  try {
    signal.throwIfAborted();
    return await grow(run, twin);
  } finally {
    await twin.close();
  }
}

async function grow(run: GrowthRun, twin: Twin): Promise<Grown> {
  const { pulled, requests, months, signal, onProgress, server } = run;
  const plan = planOnTwin(twin);
  const planned: { readonly of: PlannedRequest; readonly plan: Plan }[] = [];
  const unplanned: (PlannedRequest['origin'] & { readonly reason: string })[] = [];
  for (const of of requests) {
    const outcome = await plan(of, {});
    if (outcome.ok) planned.push({ of, plan: outcome.plan });
    else unplanned.push({ ...of.origin, reason: outcome.failure.message });
  }
  const growth = growthOf(pulled, twin.catalog, {
    inTime: months !== undefined,
    read: planned.flatMap((each) => each.plan.accesses),
  });
  const to = months === undefined ? run.to : Math.max(smallest, growth.factorAt?.(months) ?? 1);
  const tableOf = pulledTables(pulled);
  const moving = new Map<PlannedRequest, MovingStatement>();
  for (const { of } of planned) {
    if (of.request.kind !== 'custom') continue;
    const found = await movingStatement(of.request.statement, growth, tableOf);
    if (found !== undefined) moving.set(of, found);
  }
  const { timelines } = await sweepGrowth({
    twin,
    growth,
    requests: planned.map(({ of }) => of),
    to,
    moving,
    onPoint: (done, known) => onProgress(`planning at size ${done} of ${known}`),
    signal,
  });
  const rates = knownRates(pulled);
  const statements = timelines.flatMap((timeline): StatementGrowth[] => {
    const own = planned[Number(timeline.query)];
    if (own === undefined) return [];
    const { of, plan: onTwin } = own;
    return [
      {
        ...of.origin,
        ...(of.plan === undefined ? {} : comparePlans(of.plan, onTwin)),
        ...growthOfStatement(timeline, growth, rates),
      },
    ];
  });
  return {
    growth: {
      to,
      grows: planned.some((each) =>
        each.plan.accesses.some(({ schema, relation: name }) => {
          const [today = 0, atEnd = 0] = [1, to].map((at) => growth.rows({ schema, name }, at));
          return atEnd > today;
        }),
      ),
      twin: { version: server.version },
      statements: statements.toSorted(byGrowthLeft),
      unplanned,
      lacks: [...run.lacks, ...pulled.manifest.lacks, ...twin.lacks],
      rules: ruleUses(growth),
      backlogs: backlogsOf(growth),
      moved: [...moving].map(([{ origin }, { columns }]) => ({ ...origin, columns })),
      ...(months === undefined ? {} : { months }),
    },
    swept: {
      requests: planned.map(({ of }) => of),
      timelines: planned.map((_, k) => timelines.find(({ query }) => query === String(k))),
      catalog: twin.catalog,
      growth,
      to,
      inTime: months !== undefined,
      moving,
    },
  };
}

/** A sweep needs two sizes. */
const smallest = 1.01;

function backlogsOf({ decisions }: Growth): readonly string[] {
  return decisions.flatMap(({ table, column, backlog = [] }) =>
    backlog.length === 0
      ? []
      : [
          `${table}.${column}: ${backlog.map(({ state, because }) => `${state ?? 'null'} (${because})`).join(', ')}`,
        ],
  );
}

function ruleUses({ decisions }: Growth): readonly RuleUse[] {
  const uses = new Map<string, RuleUse>();
  for (const { rule, says } of decisions) {
    uses.set(rule, { rule, says, columns: (uses.get(rule)?.columns ?? 0) + 1 });
  }
  return [...uses.values()].sort((a, b) => b.columns - a.columns);
}
