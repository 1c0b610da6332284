import { columnTypes } from '../../findings/missing-index/index-advice';
import {
  comparisonOf,
  isEquality,
  isRange,
  testOf,
  type ColumnTypes,
} from '../../findings/comparisons/predicates';
import { nodesOf, scanOf } from '../../plan/nodes';
import { predicates } from '../../plan/predicate';
import type { AccessPath, Plan, Predicate } from '../../plan/types';
import type { Catalog } from '../../postgres/catalog/types';
import { columnOf, nodeOf, operationOf } from '../../sql/nodes';
import { isSymbol, tokenize } from '../../sql/tokens';
import type { QueryText } from '../../sql/query-text';
import { walk } from '../../sql/walk';

/** What a read of a relation is limited by, sorted by how a b-tree can answer it. */
export interface Conditions {
  /** Bare columns compared for equality, with a value or with a column of another relation. */
  readonly equal: readonly string[];
  /** Bare columns with a bound on one side or both. */
  readonly ranged: readonly string[];
  /** Tests of the text that a partial index can have as its condition, such as `deleted_at is null`. */
  readonly tests: readonly Predicate[];
  /** Comparisons whose column stands in a function or a cast, by the whole expression. */
  readonly wrapped: readonly {
    readonly expression: string;
    readonly column: string;
    readonly equality: boolean;
  }[];
  /** Whatever else is checked: LIKE, containment, OR, subqueries. */
  readonly others: readonly Predicate[];
}

/** @param query a test whose value is a parameter of it is no constant, whatever this plan made of it */
export function conditionsOf(
  access: AccessPath,
  plan: Plan,
  catalog: Catalog,
  query: QueryText | undefined,
): Conditions {
  const types = columnTypes(access, catalog);
  const own = [...access.conditions, ...access.filters];
  const all = [...own, ...joinConditions(access, plan, types)];
  const given = parameterColumns(query);
  const constant = (each: Predicate): boolean =>
    testOf(each) !== undefined && !each.columns.some((column) => given.has(column));
  const tests = own.filter(constant);
  const parameterTests = own.filter((each) => isBooleanTest(each) && !constant(each));
  const rest = all.filter((each) => testOf(each) === undefined);
  const equal = columnsOf([...rest.filter((each) => isEquality(each, types)), ...parameterTests]);
  const ranged = columnsOf(rest.filter((each) => isRange(each, types)));
  return {
    equal,
    ranged: ranged.filter((column) => !equal.includes(column)),
    tests,
    wrapped: rest.flatMap((each) => {
      const [column] = each.columns;
      const comparison = comparisonOf(each, types);
      if (comparison === undefined || comparison.bare || column === undefined) return [];
      return [{ expression: comparison.operand, column, equality: comparison.operator === '=' }];
    }),
    others: rest.filter((each) => comparisonOf(each, types) === undefined),
  };
}

/** The same without the conditions of joins: how many rows of a relation pass is up to its own. */
export function ownConditionsOf(
  access: AccessPath,
  plan: Plan,
  catalog: Catalog,
  query: QueryText | undefined,
): Conditions {
  const all = conditionsOf(access, plan, catalog, query);
  const alone = [...access.conditions, ...access.filters].filter(
    (each) => !namesAnother(each, access.alias),
  );
  const own = new Set(alone.flatMap(({ columns }) => columns));
  const isOwn = (column: string): boolean => own.has(column);
  return { ...all, equal: all.equal.filter(isOwn), ranged: all.ranged.filter(isOwn) };
}

/** Whether a condition compares with a column of another relation, as the inner side of a nested loop does. */
function namesAnother({ text }: Predicate, alias: string): boolean {
  const tokens = tokenize(text);
  return tokens.some(
    ({ kind, text: name }, i) =>
      kind === 'name' &&
      name !== alias &&
      isSymbol(tokens[i + 1], '.') &&
      !isSymbol(tokens[i + 3], '('),
  );
}

/** `starter = $2` is planned as `starter` where the value is known. */
const isBooleanTest = (each: Predicate): boolean => ['true', 'not'].includes(testOf(each) ?? '');

function columnsOf(list: readonly Predicate[]): readonly string[] {
  return [...new Set(list.flatMap(({ columns }) => columns))];
}

/** Equalities with columns of other relations, from every join above the scan. */
function joinConditions(access: AccessPath, plan: Plan, types: ColumnTypes): readonly Predicate[] {
  return joinPredicates(access, plan).filter((each) => isEquality(each, types));
}

/** Conditions that name columns of an access, from every join above its scan. */
export function joinPredicates(access: AccessPath, plan: Plan): readonly Predicate[] {
  const scan = scanOf(access, plan);
  if (scan === undefined) return [];
  const alias = scan.node.properties['Alias'];
  const scope = {
    alias: typeof alias === 'string' ? alias : access.alias,
    qualified: 'Schema' in scan.node.properties,
  };
  return scan.above.flatMap(({ properties }) =>
    ['Hash Cond', 'Merge Cond', 'Join Filter'].flatMap((name) => {
      const text = properties[name];
      return typeof text === 'string' ? predicates(text, scope) : [];
    }),
  );
}

/** Names of columns that the text compares with a parameter. */
function parameterColumns(query: QueryText | undefined): ReadonlySet<string> {
  const names = new Set<string>();
  walk(query?.tree, (type, node) => {
    if (type !== 'A_Expr') return;
    const operation = operationOf({ A_Expr: node });
    const sides = [operation?.left, operation?.right];
    if (!sides.some((side) => isParameter(side))) return;
    for (const side of sides) {
      const name = columnOf(side)?.name;
      if (name !== undefined) names.add(name);
    }
  });
  return names;
}

function isParameter(value: unknown): boolean {
  const cast = nodeOf(value, 'TypeCast');
  return (
    nodeOf(value, 'ParamRef') !== undefined || (cast !== undefined && isParameter(cast['arg']))
  );
}

/** Names of columns that the text compares with a constant for equality, with the constant as SQL has it. */
export function constantColumns(query: QueryText | undefined): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  walk(query?.tree, (type, node) => {
    const operation = type === 'A_Expr' ? operationOf({ A_Expr: node }) : undefined;
    const column = columnOf(operation?.left)?.name;
    const constant = nodeOf(operation?.right, 'A_Const');
    const text = nodeOf(constant, 'sval')?.['sval'];
    if (operation?.operator !== '=' || column === undefined || typeof text !== 'string') return;
    found.set(column, text);
  });
  return found;
}

/** Whether a LIMIT or EXISTS may end the read of a relation early. */
export function endsEarly(plan: Plan): boolean {
  return nodesOf(plan.document.root).some(({ node }) => node.type === 'Limit');
}
