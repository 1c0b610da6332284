import { readQuery } from '../../src/sql/query-text';
import type { Situation } from '../../src/advice/situation';
import { suggestions } from '../../src/advice/suggest';
import type { Suggestion } from '../../src/advice/types';
import type { AccessPath, PlanNode, Predicate } from '../../src/plan/types';
import type { CatalogTable } from '../../src/postgres/catalog/types';
import { catalog, column, table } from '../helpers/catalogs';
import { access, plan } from '../helpers/plans';

export const orders = (of: Partial<CatalogTable> = {}): CatalogTable =>
  table(
    'orders',
    [
      column('id', { type: 'bigint', typeName: 'int8', notNull: true }),
      column('status', { type: 'text', typeName: 'text', notNull: true }),
      column('customer_id', { type: 'bigint', typeName: 'int8' }),
      column('created_at', { type: 'timestamp with time zone', typeName: 'timestamptz' }),
      column('tags', { type: 'text[]', typeName: '_text' }),
      column('extra', { type: 'jsonb', typeName: 'jsonb' }),
      column('deleted_at', { type: 'timestamp with time zone', typeName: 'timestamptz' }),
    ],
    of,
  );

/** `status: "(o.status = 'x'::text)"` as a predicate on that column. */
export function predicate(text: string, ...columns: readonly string[]): Predicate {
  return { text, columns };
}

interface Given extends Partial<Omit<Situation, 'query' | 'plan' | 'accesses'>> {
  readonly sql: string;
  readonly filters?: readonly Predicate[];
  readonly access?: Partial<AccessPath>;
  /** Whether a Limit stands on top of the plan. */
  readonly limited?: boolean;
  readonly root?: PlanNode;
  readonly tables?: readonly CatalogTable[];
}

export async function situation(given: Given): Promise<Situation> {
  const { sql, filters = [], limited = false, tables = [orders()], ...rest } = given;
  const one = access({ filters, ...given.access });
  const root = given.root ?? { type: limited ? 'Limit' : 'Result', properties: {}, children: [] };
  return {
    settings: {},
    extensions: [],
    misestimates: new Map(),
    distinct: [],
    catalog: catalog(...tables),
    ...rest,
    plan: plan({ accesses: [one], document: { root, rest: {} } }),
    accesses: [one],
    query: await readQuery(sql),
  };
}

/** What is suggested of one kind. */
export async function suggested(
  kind: Suggestion['kind'],
  given: Given,
): Promise<readonly string[]> {
  const all = await suggestions(await situation(given));
  return all.filter((each) => each.kind === kind).map(({ text }) => text);
}
