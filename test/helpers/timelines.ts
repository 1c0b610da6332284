import type { Rule, RuleContext } from '../../src/findings/context';
import type { Finding } from '../../src/findings/types';
import type { AccessPath, Json, Plan, PlanNode, Predicate } from '../../src/plan/types';
import type { Catalog, CatalogIndex } from '../../src/postgres/catalog/types';
import type { Case, Query, QueryDefinition, Scenario } from '../../src/scenario/types';
import { rangesOf, changeBetween } from '../../src/timeline/ranges';
import type { Change, Timeline, TimelineRange } from '../../src/timeline/types';
import { access, plan } from './plans';

export { access, plan };

/** A plan node with EXPLAIN's own property names. */
export function node(
  type: string,
  properties: { readonly [name: string]: Json } = {},
  ...children: readonly PlanNode[]
): PlanNode {
  return { type, properties, children };
}

/** A plan of one scan below whatever stands above it. */
export function planOf(
  figures: { readonly cost: number; readonly rows: number },
  accesses: readonly AccessPath[],
  root: PlanNode = node('Result'),
): Plan {
  const properties = { 'Plan Rows': figures.rows, 'Total Cost': figures.cost, ...root.properties };
  return plan({
    ...figures,
    accesses,
    document: { root: { ...root, properties }, rest: {} },
  });
}

export const decades = [1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9] as const;

/** A timeline of what a function plans at each scale. */
export function timeline(
  planAt: (scale: number) => Plan,
  parts: Partial<Timeline> & {
    readonly scales?: readonly number[];
    readonly figures?: Partial<Change>;
  } = {},
): Timeline {
  const { scales = decades, figures = {}, ...rest } = parts;
  const statement = { sql: 'select 1', parameters: [] };
  const points = scales.map((scale) => ({ scale, plan: planAt(scale), statement }));
  const { ranges, folded } = rangesOf(points, 0);
  const changes = ranges.slice(1).map((range, i) => ({
    at: changeBetween(ranges[i] as TimelineRange, range),
    chosenCost: range.points[0]?.plan.cost ?? 0,
    ...figures,
  }));
  return {
    scenario: 'shop',
    query: 'orders',
    case: 'common',
    condition: 'fresh',
    statement,
    ranges,
    folded,
    changes,
    ...rest,
  };
}

export function query(definition: Partial<QueryDefinition> = {}, name = 'orders'): Query {
  const labels = ['common', 'rare'];
  return {
    name,
    definition: { sql: 'select 1', ...definition } as QueryDefinition,
    position: { file: 'scenarios/shop.ts', line: 7, column: 3 },
    cases: labels.map((label): Case => ({
      id: `${name} / ${label}`,
      query: name,
      label,
      values: [],
    })),
  };
}

export function scenario(
  queries: readonly Query[] = [query()],
  rules: Scenario['definition']['rules'] = {},
): Scenario {
  return {
    name: 'shop',
    file: 'scenarios/shop.ts',
    ddl: '',
    definition: { schema: '', driving: 'orders', tables: {}, queries: {}, rules },
    queries,
    seed: 1,
    clock: '2026-01-01T00:00:00Z',
    conditions: [],
  };
}

/** What one rule finds on a timeline, with as much context as the test gives. */
export function apply(
  rule: Rule,
  of: Timeline,
  context: Partial<RuleContext> = {},
): readonly Finding[] {
  return rule(of, {
    query: undefined,
    siblings: [of],
    settings: {},
    relationRows: () => undefined,
    earlier: [],
    ...context,
  });
}

/** One of the relation's rows for each row of the driving table. */
export const sameRows: RuleContext['relationRows'] = (_relation, scale) => scale;

export function predicate(text: string, ...columns: readonly string[]): Predicate {
  return { text, columns };
}

export function catalogOf(...indexes: readonly Partial<CatalogIndex>[]): Catalog {
  const defaults = {
    schema: 'public',
    method: 'btree',
    unique: false,
    primary: false,
    definition: '',
  };
  return {
    tables: [
      {
        schema: 'public',
        name: 'orders',
        kind: 'table',
        persistence: 'permanent',
        inherits: [],
        columns: [],
        foreignKeys: [],
        indexes: indexes.map((index) => ({ ...defaults, name: 'i', columns: [], ...index })),
      },
    ],
  };
}
