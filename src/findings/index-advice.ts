import type { AccessPath, Json, Plan, PlanNode, Predicate } from '../plan/types';
import type { Catalog, CatalogIndex } from '../postgres/catalog-types';
import { qualifiedName, quoteIdent } from '../postgres/quote';
import { isEquality, isRange, testOf } from './predicates';

/**
 * The b-tree index that would bound a scan: columns compared for equality first, then those the result is
 * ordered by, or else one that a range limits; boolean and null tests become its condition. As the text
 * `create index on …`, or undefined where the predicates name nothing to index, or where such an index
 * is there and not used.
 */
export function bestIndex(access: AccessPath, plan: Plan, catalog?: Catalog): string | undefined {
  const predicates = [...access.conditions, ...access.filters];
  const equal = unique(predicates.filter(isEquality).flatMap((predicate) => predicate.columns));
  const ordered = sortColumns(access, plan).filter((key) => !equal.includes(key.column));
  const ranged = predicates.filter(isRange).flatMap((predicate) => predicate.columns);
  const columns = [
    ...equal.map((column) => ({ column, descending: false })),
    ...(ordered.length > 0
      ? ordered
      : unique(ranged)
          .slice(0, 1)
          .filter((column) => !equal.includes(column))
          .map((column) => ({ column, descending: false }))),
  ];
  if (columns.length === 0) return undefined;
  const tests = unique(predicates.flatMap((predicate) => partialTest(predicate)));
  const exists = indexesOf(access, catalog).some(
    (index) =>
      columns.every(({ column }, i) => index.columns[i] === column) &&
      (index.predicate === undefined || tests.length > 0),
  );
  if (exists) return undefined;
  const table =
    access.schema === ''
      ? quoteIdent(access.relation)
      : qualifiedName(access.schema, access.relation);
  const keys = columns.map(
    ({ column, descending }) => quoteIdent(column) + (descending ? ' desc' : ''),
  );
  const where = tests.length === 0 ? '' : ` where ${tests.join(' and ')}`;
  return `create index on ${table} (${keys.join(', ')})${where}`;
}

/** The indexes of the relation an access reads, as far as the catalog is known. */
export function indexesOf(access: AccessPath, catalog?: Catalog): readonly CatalogIndex[] {
  const table = catalog?.tables.find(
    (each) =>
      each.name === access.relation && (access.schema === '' || each.schema === access.schema),
  );
  return table?.indexes ?? [];
}

function partialTest(predicate: Predicate): string[] {
  const [name] = predicate.columns;
  const test = testOf(predicate);
  if (name === undefined || test === undefined) return [];
  const column = quoteIdent(name);
  if (test === 'true') return [column];
  return [test === 'not' ? `not ${column}` : `${column} ${test}`];
}

interface SortColumn {
  readonly column: string;
  readonly descending: boolean;
}

/** The keys of the plan's topmost sort, where all of them are columns of the relation that is read. */
function sortColumns(access: AccessPath, plan: Plan): readonly SortColumn[] {
  const keys = findSortKey(plan.document.root);
  const own = keys.map((key) => sortColumn(key, access.alias));
  return own.every((each) => each !== undefined) ? own : [];
}

function sortColumn(key: string, alias: string): SortColumn | undefined {
  const match = /^(?:("?)([\w$]+)\1\.)?("?)([\w$]+)\3( DESC)?(?: NULLS \w+)?$/.exec(key);
  const [, , owner, , name, direction] = match ?? [];
  if (name === undefined || (owner !== undefined && owner !== alias)) return undefined;
  return { column: name, descending: direction !== undefined };
}

function findSortKey(node: PlanNode): readonly string[] {
  const key: Json | undefined = node.properties['Sort Key'];
  if (/Sort$/.test(node.type) && Array.isArray(key)) return key.map(String);
  for (const child of node.children) {
    const found = findSortKey(child);
    if (found.length > 0) return found;
  }
  return [];
}

function unique(values: readonly string[]): readonly string[] {
  return [...new Set(values)];
}
