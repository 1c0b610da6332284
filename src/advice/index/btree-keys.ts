import {
  findsOneRow,
  indexesOf,
  serves,
  unordered,
} from '../../findings/missing-index/index-advice';
import { comparable, type OrderKey, type Proposal } from '../../findings/missing-index/index-keys';
import type { AccessPath, Plan } from '../../plan/types';
import type { Catalog, CatalogIndex } from '../../postgres/catalog/types';
import { asksForAnEnd, orderKeysOf } from '../query/order';
import type { QueryText } from '../../sql/query-text';
import { conditionsOf, endsEarly, ownConditionsOf, type Conditions } from './conditions';
import { columnOfTable } from '../relation';

/** The keys of a b-tree that would bound a read, and what it has no need to hold. */
export interface BtreeKeys extends Proposal {
  readonly conditions: Conditions;
}

/**
 * The b-trees that may bound a read, most likely first: the columns compared for equality lead; the columns of the
 * ORDER BY follow, which let a LIMIT end the read, or else one column with a range. Both are proposed where they
 * differ, since the plan does not show which pays: trying them does. None that an existing index serves as well.
 */
export function btreeKeys(
  access: AccessPath,
  {
    plan,
    catalog,
    query,
  }: { readonly plan: Plan; readonly catalog: Catalog; readonly query: QueryText | undefined },
): readonly BtreeKeys[] {
  const conditions = conditionsOf(access, plan, catalog, query);
  const sortable = (column: string): boolean =>
    !unordered.has(columnOfTable(access, column, catalog)?.typeName ?? '');
  const equal = conditions.equal.filter(sortable);
  const order = orderKeysOf(query, access, catalog).filter(({ column }) => !equal.includes(column));
  const ranged = conditions.ranged.filter(sortable);
  const early = endsEarly(plan) || asksForAnEnd(query);
  const sorted = order.length > 0 && order.every(({ column }) => sortable(column));
  const byOrder: Proposal[] = sorted && (equal.length > 0 || early) ? [{ equal, then: order }] : [];
  const byRange: Proposal[] = ranged
    .filter((column) => order[0]?.column !== column || byOrder.length === 0)
    .map((then) => ({ equal, then }));
  const bare: Proposal[] =
    byOrder.length + byRange.length === 0 && equal.length > 0 ? [{ equal, then: undefined }] : [];
  // Read by the key of a join, a relation is filtered by its own conditions: an index on these lets the join begin with it.
  const own = ownConditionsOf(access, plan, catalog, query).equal.filter(sortable);
  const first: Proposal[] =
    own.length > 0 && own.length < equal.length ? [{ equal: own, then: undefined }] : [];
  const found = early
    ? [...byOrder, ...byRange, ...bare, ...first]
    : [...byRange, ...bare, ...byOrder, ...first];
  const terms = [...access.conditions, ...access.filters].map(({ text }) => comparable(text));
  const existing = indexesOf(access, catalog);
  return found
    .filter(
      (proposal) =>
        !existing.some(
          (index) => serves(index, proposal, terms) && holdsNoMore(index, proposal, conditions),
        ),
    )
    .map((proposal) => ({ ...proposal, conditions }));
}

/**
 * Whether an index that bounds the read holds no more rows than a proposed one: it leaves out those that fail a test of the
 * text, such as `paid_at is null`, or finds one row at most.
 */
function holdsNoMore(index: CatalogIndex, proposal: Proposal, { tests }: Conditions): boolean {
  return tests.length === 0 || index.predicate !== undefined || findsOneRow(index, proposal);
}

/** Columns of the keys, in their order. */
export function columnsOfKeys({ equal, then = [] }: Proposal): readonly string[] {
  const last = typeof then === 'string' ? [then] : then.map(({ column }: OrderKey) => column);
  return [...equal, ...last];
}
