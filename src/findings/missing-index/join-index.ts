import { predicates } from '../../plan/predicate';
import type { AccessPath, Plan, PlanNode } from '../../plan/types';
import type { Catalog } from '../../postgres/catalog/types';
import { columnTypes, indexFor } from './index-advice';
import { isChild, numberOf, parallelDivisor, scanOf, textOf, workersAbove } from '../../plan/nodes';
import { isEquality } from '../comparisons/predicates';

/** A large table that is read in full for a small share of its rows, and the index that would bound the read. */
export interface MissingIndex {
  /** Columns whose conditions no index serves. */
  readonly columns: readonly string[];
  /** Rows that meet the conditions, by the planner's estimate. */
  readonly taken: number;
  /** `create index on …`. */
  readonly index: string;
}

/**
 * Share of the table that the other side of a join may have, in rows, for lookups to be cheaper than one scan. Each
 * lookup reads some pages at random; a page read in sequence costs a quarter and holds a hundred rows.
 */
const fewLookups = 0.001;

/** Share of the table below which the joined rows are few. */
const smallShare = 0.01;

const joins = /^(Nested Loop|Hash Join|Merge Join)$/;

/**
 * The index on the join column of a table that is read in full to be joined with few rows, where the result is a small
 * share of it. Undefined for a side of a join that returns rows without a partner: it needs all of them.
 */
export function joinedFew(
  access: AccessPath,
  plan: Plan,
  rows: number,
  catalog?: Catalog,
): MissingIndex | undefined {
  const scan = scanOf(access, plan);
  const at = scan?.above.findIndex(({ type }) => joins.test(type)) ?? -1;
  const join = scan?.above[at];
  if (scan === undefined || join === undefined) return undefined;
  const own = scan.above[at - 1] ?? scan.node;
  const other = join.children.find((child) => child !== own && isChild(child, 'Outer', 'Inner'));
  if (other === undefined || !mayBeBounded(join, own)) return undefined;
  const divisor = parallelDivisor(workersAbove(scan.above));
  const taken = numberOf(join, 'Plan Rows') * divisor;
  if (taken > rows * smallShare) return undefined;
  if (numberOf(other, 'Plan Rows') * divisor > rows * fewLookups) return undefined;
  const columns = joinColumns(join, scan.node, access, catalog);
  const index = columns.length === 0 ? undefined : indexFor(access, columns, catalog);
  return index === undefined ? undefined : { columns, taken, index };
}

function joinColumns(
  join: PlanNode,
  scan: PlanNode,
  access: AccessPath,
  catalog: Catalog | undefined,
): readonly string[] {
  const scope = {
    alias: textOf(scan, 'Alias') ?? access.alias,
    qualified: 'Schema' in scan.properties,
  };
  const types = columnTypes(access, catalog);
  const conditions = ['Hash Cond', 'Merge Cond', 'Join Filter'].flatMap((name) => {
    const text = textOf(join, name);
    return text === undefined ? [] : predicates(text, scope);
  });
  const equal = conditions.filter((condition) => isEquality(condition, types));
  return [...new Set(equal.flatMap((condition) => condition.columns))];
}

function mayBeBounded(join: PlanNode, own: PlanNode): boolean {
  const type = textOf(join, 'Join Type') ?? '';
  if (type === 'Left' || type === 'Anti') return !isChild(own, 'Outer');
  if (type === 'Right' || type === 'Right Anti') return !isChild(own, 'Inner');
  return type !== 'Full';
}
