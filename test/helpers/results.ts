import type { Finding } from '../../src/findings/types';
import type { AccessMethod, AccessPath, Plan } from '../../src/plan/types';
import type { Output } from '../../src/reporters/types';
import type { CheckResult, ScenarioResult } from '../../src/check/result';
import type { Query, Scenario } from '../../src/scenario/types';
import type { SnapshotOutcome } from '../../src/snapshot/types';
import type { Timeline } from '../../src/timeline/types';

/** Small results for reporters, made by hand: no server, no engine. */

interface Read {
  readonly table: string;
  readonly alias?: string;
  readonly method?: AccessMethod;
  readonly index?: string;
  readonly on?: string;
  readonly filter?: string;
}

export function access({ table, alias, method, index, on, filter }: Read): AccessPath {
  const predicate = (columns: string) => [{ text: `(${columns} = $1)`, columns: [columns] }];
  return {
    occurrence: `${alias ?? table}/public.${table}`,
    alias: alias ?? table,
    schema: 'public',
    relation: table,
    method: method ?? (index === undefined ? 'seq' : 'index'),
    indexes: index === undefined ? [] : [index],
    conditions: on === undefined ? [] : predicate(on),
    filters: filter === undefined ? [] : predicate(filter),
    partitions: 1,
    rows: 10,
    cost: 100,
  };
}

function plan(accesses: readonly AccessPath[]): Plan {
  return {
    document: { root: { type: 'Result', properties: {}, children: [] }, rest: {} },
    cost: 123.45,
    rows: 20,
    accesses,
    signature: '',
    accessSignature: '',
  };
}

/** Each range as its first row count and its accesses; the last one ends at `to`. */
export function timeline(
  query: string,
  ranges: readonly (readonly [number, ...Read[]])[],
  parts: Partial<Timeline> & { readonly to?: number } = {},
): Timeline {
  const { to = 1e9, ...rest } = parts;
  const statement = { sql: `select *\nfrom ${query} where status = $1`, parameters: ['paid'] };
  return {
    scenario: 'web-shop',
    query,
    case: 'common',
    condition: 'fresh',
    statement,
    ranges: ranges.map(([from, ...reads], index) => {
      const last = ranges[index + 1]?.[0] ?? to;
      const points = [{ scale: from, plan: plan(reads.map(access)), statement }];
      return { from, to: last, points };
    }),
    folded: 0,
    changes: ranges.slice(1).map(([at]) => ({ at, chosenCost: 1e6, keptCost: 1.2e6 })),
    ...rest,
  };
}

type Loose = { readonly kind: Finding['kind'] } & { readonly [key: string]: unknown };

export function finding(query: string, parts: Loose): Finding {
  return {
    scenario: 'web-shop',
    query,
    case: 'common',
    condition: 'fresh',
    severity: 'error',
    why: 'The planner expects more matching rows than the index can serve cheaply.',
    advice: 'Try "create index on orders (status, created_at)".',
    position: { file: '/repo/scenarios/web-shop.ts', line: 42, column: 5 },
    ...parts,
  } as Finding;
}

export const matched: SnapshotOutcome = {
  file: 'snapshots/web-shop.snap',
  state: 'matched',
  added: 0,
  updated: 0,
  accepted: 0,
  notes: [],
  obsolete: [],
  removed: false,
  unmeasured: 0,
  fails: false,
};

export function scenarioResult(parts: Partial<ScenarioResult> & { readonly name?: string } = {}) {
  const { name = 'web-shop', ...rest } = parts;
  const scenario: Scenario = {
    name,
    file: `/repo/scenarios/${name}.ts`,
    ddl: '',
    definition: { schema: '', driving: 'orders', tables: {}, queries: {} },
    queries: [] as readonly Query[],
    seed: 1,
    clock: '2026-01-01T00:00:00Z',
    conditions: [{ label: 'fresh' }],
  };
  const result: ScenarioResult = {
    scenario,
    engine: 'virtual',
    serverVersion: '18.4',
    settings: { work_mem: '4MB' },
    scales: { from: 1000, to: 1e9 },
    timelines: [],
    unplannable: [],
    findings: [],
    snapshot: matched,
    approximations: [],
    seconds: 6.234,
    ...rest,
  };
  return result;
}

export function checkResult(parts: Partial<CheckResult> = {}): CheckResult {
  return {
    version: 1,
    scenarios: [scenarioResult()],
    failOn: 'error',
    problems: [],
    obsoleteSnapshots: [],
    ...parts,
  };
}

/** Collects what a reporter writes. */
export function paper(columns = 80, color = false): Output & { readonly text: () => string } {
  let written = '';
  return { columns, color, write: (text) => (written += text), text: () => written };
}

/** A shop with a lost index, one that is accepted, a warning, notes and queries that stay well. */
export function shop(): CheckResult {
  const newest = timeline('newest-orders-by-status', [
    [
      1000,
      { table: 'orders', alias: 'o', index: 'orders_created_at_idx', filter: 'status' },
      { table: 'customers', alias: 'c', index: 'customers_pkey', on: 'id' },
    ],
    [
      41_234_567,
      { table: 'orders', alias: 'o' },
      { table: 'customers', alias: 'c', index: 'customers_pkey', on: 'id' },
    ],
  ]);
  const unpaid = timeline('unpaid', [
    [1000, { table: 'orders', index: 'orders_status_idx', on: 'status' }],
    [3_500_000, { table: 'orders' }],
  ]);
  const search = timeline('search-customers', [[1000, { table: 'customers' }]]);
  const byId = ['common', 'rare', 'absent'].map((label) =>
    timeline('order-by-id', [[1000, { table: 'orders', index: 'orders_pkey', on: 'id' }]], {
      case: label,
    }),
  );
  return checkResult({
    scenarios: [
      scenarioResult({
        timelines: [newest, ...byId, unpaid, search],
        findings: [
          finding('newest-orders-by-status', {
            kind: 'index-lost',
            at: 41_234_567.2,
            occurrence: 'o/public.orders',
            relation: 'orders',
            index: 'orders_created_at_idx',
            selectivity: 0.075,
            costWith: 1.2e6,
            costWithout: 1e6,
            costSlope: 1,
            rowsSlope: 0,
            setting: 'effective_cache_size',
          }),
          finding('unpaid', {
            kind: 'index-lost',
            at: 3_500_000,
            index: 'orders_status_idx',
            relation: 'orders',
            allowed: 'half of all orders are unpaid: a full scan is right',
          }),
          finding('search-customers', {
            kind: 'no-index',
            severity: 'warning',
            relation: 'customers',
          }),
          finding('order-by-id', { kind: 'parallel-starts', severity: 'info', at: 2_000_000 }),
        ],
        approximations: ['hash index orders_token_idx: page count'],
      }),
    ],
  });
}
