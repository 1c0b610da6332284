import { splitAnd } from '../../plan/predicate';
import type { AccessPath, Plan, Predicate } from '../../plan/types';
import type { Catalog, CatalogIndex, CatalogTable } from '../../postgres/catalog/types';
import { qualifiedName, quoteIdent } from '../../postgres/quote';
import { comparable, covers, type OrderKey, type Proposal } from './index-keys';
import { orderOf } from './plan-order';
import { isEquality, isRange, testOf, type ColumnTypes } from '../comparisons/predicates';

/** Types without a default b-tree operator class (pg_opclass.dat): their `=` is none that a b-tree answers. */
export const unordered = new Set(
  'box circle line lseg path point polygon json jsonpath xml xid cid aclitem'.split(' '),
);

/**
 * The b-tree index that would bound a scan: columns compared for equality first, then those the result is
 * ordered by, or one that a range limits; boolean and null tests become its condition. As the text
 * `create index on …`. Undefined where no such index is sure to bound what is read: where only an ORDER BY names
 * columns and other conditions stay unbounded, where a condition has an operator of GIN or GiST alone, where an
 * existing index serves the same, or where the index would not bound what a lost one did.
 *
 * @param lost the conditions of the index that the scan no longer uses, where it used one
 */
export function bestIndex(
  access: AccessPath,
  plan: Plan,
  catalog?: Catalog,
  lost: readonly Predicate[] = [],
): string | undefined {
  const types = columnTypes(access, catalog);
  const predicates = [...access.conditions, ...access.filters];
  const proposal = proposalFor(predicates, types, access, plan);
  if (proposal === undefined) return undefined;
  const tests = unique(predicates.flatMap((predicate) => partialTest(predicate)));
  if (!lost.every((predicate) => bounds(proposal, predicate, types))) return undefined;
  const terms = predicates.map(({ text }) => comparable(text));
  if (indexesOf(access, catalog).some((index) => serves(index, proposal, terms))) return undefined;
  const keys = [
    ...proposal.equal.map((column) => quoteIdent(column)),
    ...(typeof proposal.then === 'string'
      ? [quoteIdent(proposal.then)]
      : (proposal.then ?? []).map(keyText)),
  ];
  const where = tests.length === 0 ? '' : ` where ${tests.join(' and ')}`;
  return `create index on ${tableName(access)} (${keys.join(', ')})${where}`;
}

/**
 * The partial index that holds just the rows with a null or boolean test, e.g. `where processed_at is null`.
 * It pays where these rows are few, which the caller has to know.
 */
export function testIndex(access: AccessPath, catalog?: Catalog): string | undefined {
  const tests = unique(access.filters.flatMap((predicate) => partialTest(predicate)));
  const column = access.filters.find((predicate) => testOf(predicate) !== undefined)?.columns[0];
  if (column === undefined) return undefined;
  const terms = access.filters.map(({ text }) => comparable(text));
  const exists = indexesOf(access, catalog).some(
    (index) =>
      (index.columns[0] === column && index.predicate === undefined) || implied(index, terms),
  );
  if (exists) return undefined;
  return `create index on ${tableName(access)} (${quoteIdent(column)}) where ${tests.join(' and ')}`;
}

/** The b-tree index on columns that a join compares for equality; undefined where an existing index serves them. */
export function indexFor(
  access: AccessPath,
  columns: readonly string[],
  catalog?: Catalog,
): string | undefined {
  const types = columnTypes(access, catalog);
  if (columns.some((column) => unordered.has(types(column) ?? ''))) return undefined;
  const proposal = { equal: columns, then: undefined };
  const terms = access.filters.map(({ text }) => comparable(text));
  if (indexesOf(access, catalog).some((index) => serves(index, proposal, terms))) return undefined;
  return `create index on ${tableName(access)} (${columns.map(quoteIdent).join(', ')})`;
}

/** The indexes of the relation an access reads, as far as the catalog is known. */
export function indexesOf(access: AccessPath, catalog?: Catalog): readonly CatalogIndex[] {
  return tableOf(access, catalog)?.indexes ?? [];
}

/** The types of the columns of the relation an access reads, as far as the catalog is known. */
export function columnTypes(access: AccessPath, catalog?: Catalog): ColumnTypes {
  const table = tableOf(access, catalog);
  return (name) => table?.columns.find((column) => column.name === name)?.typeName;
}

function tableOf(access: AccessPath, catalog?: Catalog): CatalogTable | undefined {
  return catalog?.tables.find(
    (each) =>
      each.name === access.relation && (access.schema === '' || each.schema === access.schema),
  );
}

/** The relation, as SQL names it. */
export function tableName({ schema, relation }: AccessPath): string {
  return schema === '' ? quoteIdent(relation) : qualifiedName(schema, relation);
}

function proposalFor(
  predicates: readonly Predicate[],
  types: ColumnTypes,
  access: AccessPath,
  plan: Plan,
): Proposal | undefined {
  const sortable = (column: string): boolean => !unordered.has(types(column) ?? '');
  const named = (kind: typeof isEquality): readonly string[] =>
    unique(predicates.filter((each) => kind(each, types)).flatMap(({ columns }) => columns)).filter(
      sortable,
    );
  const equal = named(isEquality);
  const ranged = named(isRange).filter((column) => !equal.includes(column));
  const order = orderOf(access, plan);
  const keys = (order?.keys ?? []).filter(({ column }) => !equal.includes(column));
  const ordered = ranged.length === 0 || (ranged.length === 1 && keys[0]?.column === ranged[0]);
  if (equal.length > 0) {
    // Of several ranges, or a range and another order, one column can follow, and the plan does not show which.
    if (ordered && keys.length > 0) return { equal, then: keys };
    return { equal, then: ranged.length === 1 ? ranged[0] : undefined };
  }
  const unbounded = predicates.some((each) => !isRange(each, types) && testOf(each) === undefined);
  if (unbounded) return undefined;
  if (ranged.length === 0) {
    const ends = order?.limited === true && !order.combined && keys.length > 0;
    return ends ? { equal, then: keys } : undefined;
  }
  if (ranged.length > 1) return undefined;
  if (keys.length === 0) return { equal, then: ranged[0] };
  return ordered ? { equal, then: keys } : undefined;
}

/** Whether the proposed index has a predicate as its condition. */
function bounds({ equal, then }: Proposal, predicate: Predicate, types: ColumnTypes): boolean {
  if (testOf(predicate) !== undefined || isEqualTo(predicate, equal, types)) return true;
  const next = typeof then === 'string' ? then : then?.[0]?.column;
  return isRange(predicate, types) && predicate.columns[0] === next;
}

function isEqualTo(predicate: Predicate, equal: readonly string[], types: ColumnTypes): boolean {
  return isEquality(predicate, types) && predicate.columns.every((name) => equal.includes(name));
}

/** Whether an existing index bounds a read by all that a proposed one would. */
export function serves(index: CatalogIndex, proposal: Proposal, terms: readonly string[]): boolean {
  if (!implied(index, terms) && index.predicate !== undefined) return false;
  // Whatever follows the key of a unique index bounds nothing more.
  return findsOneRow(index, proposal) || covers(index, proposal);
}

/** Whether the columns that are compared for equality find one row of a unique index at most. */
export function findsOneRow({ unique, columns }: CatalogIndex, { equal }: Proposal): boolean {
  return unique && columns.every((column) => equal.includes(column));
}

/** Whether the query holds each term of a partial index's predicate word for word. */
function implied(index: CatalogIndex, terms: readonly string[]): boolean {
  if (index.predicate === undefined) return false;
  return splitAnd(index.predicate).every((term) => terms.includes(comparable(term)));
}

export function keyText({ column, descending, nullsFirst }: OrderKey): string {
  const nulls = nullsFirst === descending ? '' : ` nulls ${nullsFirst ? 'first' : 'last'}`;
  return `${quoteIdent(column)}${descending ? ' desc' : ''}${nulls}`;
}

export function partialTest(predicate: Predicate): string[] {
  const [name] = predicate.columns;
  const test = testOf(predicate);
  if (name === undefined || test === undefined) return [];
  const column = quoteIdent(name);
  if (test === 'true') return [column];
  return [test === 'not' ? `not ${column}` : `${column} ${test}`];
}

function unique(values: readonly string[]): readonly string[] {
  return [...new Set(values)];
}
