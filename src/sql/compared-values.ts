import type { TableOf } from './known-tables';
import { columnOf, listOf, nodeOf, stringOf, type ColumnName } from './nodes';
import type { Tree } from './parse';
import { isTree, walk } from './walk';

/** A value of a statement that is compared with a column, or written to one. */
export interface ComparedValue {
  /** As its owner names it; as the statement writes it, without quotes, where it is unknown. */
  readonly table: string;
  readonly column: string;
  /** `=` too for a value that is written to the column. */
  readonly operator: string;
  /** Whether the value is an array that `any` compares. */
  readonly array: boolean;
  /** The node on the other side, with its casts. */
  readonly value: unknown;
  /** The column that the other side is, for a join. */
  readonly other?: { readonly table: string; readonly column: string };
}

/**
 * What a statement compares with columns, and what it writes to them. Casts of the column are looked through.
 *
 * @param tableOf the tables that are known, for names without a qualifier
 */
export function comparedValues(root: Tree, tableOf: TableOf): readonly ComparedValue[] {
  const found: ComparedValue[] = [];
  const relations = relationsOf(root);
  const ownName = (table: string): string => tableOf(table)?.name ?? table;
  const columnIn = (node: unknown): { table: string; column: string } | undefined => {
    const name = columnOf(uncast(node));
    const table = name && relationOf(name, relations, tableOf);
    return name === undefined || table === undefined
      ? undefined
      : { table: ownName(table), column: name.name };
  };
  const compare = (of: unknown, value: unknown, operator: string, array = false): void => {
    const column = columnIn(of);
    const other = columnIn(value);
    if (column === undefined) return;
    found.push({ ...column, operator, array, value, ...(other === undefined ? {} : { other }) });
  };
  const write = (target: unknown, values: unknown, columns: readonly unknown[]): void => {
    const table = isTree(target) ? ownName(nameOf(target)) : '';
    columns.forEach((column, place) => {
      const name = nodeOf(column, 'ResTarget')?.['name'];
      if (typeof name !== 'string') return;
      const value = listOf(values)[place];
      found.push({ table, column: name, operator: '=', array: false, value });
    });
  };
  walk({ root }, (type, node) => {
    if (type === 'A_Expr') comparisons(node).forEach((each) => compare(...each));
    if (type === 'InsertStmt') {
      const rows = listOf(nodeOf(node['selectStmt'], 'SelectStmt')?.['valuesLists']);
      for (const row of rows)
        write(node['relation'], nodeOf(row, 'List')?.['items'], listOf(node['cols']));
    }
    if (type === 'UpdateStmt') {
      const targets = listOf(node['targetList']);
      write(node['relation'], targets.map((each) => nodeOf(each, 'ResTarget')?.['val']), targets); // prettier-ignore
    }
  });
  return found;
}

type Comparison = readonly [column: unknown, value: unknown, operator: string, array?: boolean];

/** Both ways round: `$1 = a` compares as `a = $1` does. */
function comparisons({ kind, name, lexpr, rexpr }: Tree): readonly Comparison[] {
  const operator = stringOf(listOf(name).at(-1)) ?? '';
  switch (kind) {
    case 'AEXPR_OP':
      return pairs(lexpr, rexpr).flatMap(([left, right]): readonly Comparison[] => [
        [left, right, operator],
        [right, left, commuted[operator] ?? operator],
      ]);
    case 'AEXPR_OP_ANY':
    case 'AEXPR_OP_ALL':
      return [[lexpr, rexpr, operator, true]];
    case 'AEXPR_BETWEEN':
    case 'AEXPR_BETWEEN_SYM': {
      const [low, high] = itemsOf(rexpr);
      return [
        [lexpr, low, '>='],
        [lexpr, high, '<='],
      ];
    }
    case 'AEXPR_IN':
      return itemsOf(rexpr).map((item) => [lexpr, item, operator]);
    case 'AEXPR_LIKE':
    case 'AEXPR_ILIKE':
    case 'AEXPR_DISTINCT':
    case 'AEXPR_NOT_DISTINCT':
      return [[lexpr, rexpr, operator]];
    default:
      return [];
  }
}

const commuted: { readonly [operator: string]: string } = {
  '<': '>',
  '<=': '>=',
  '>': '<',
  '>=': '<=',
};

/** A comparison of rows as those of their fields. */
function pairs(left: unknown, right: unknown): readonly (readonly [unknown, unknown])[] {
  const [a, b] = [nodeOf(left, 'RowExpr'), nodeOf(right, 'RowExpr')];
  if (a === undefined || b === undefined) return [[left, right]];
  return listOf(a['args']).map((field, place) => [field, listOf(b['args'])[place]] as const);
}

const itemsOf = (value: unknown): readonly unknown[] =>
  Array.isArray(value) ? (value as readonly unknown[]) : listOf(nodeOf(value, 'List')?.['items']);

/** The value under its casts. */
export function uncast(value: unknown): unknown {
  const cast = nodeOf(value, 'TypeCast');
  return cast === undefined ? value : uncast(cast['arg']);
}

interface Relation {
  readonly alias: string;
  readonly table: string;
}

function relationsOf(root: Tree): readonly Relation[] {
  const relations: Relation[] = [];
  walk({ root }, (type, node) => {
    if (typeof node['relname'] !== 'string' || (type !== 'RangeVar' && type !== 'relation')) return;
    const alias = isTree(node['alias']) ? node['alias']['aliasname'] : undefined;
    relations.push({
      table: nameOf(node),
      alias: typeof alias === 'string' ? alias : node['relname'],
    });
  });
  return relations;
}

function nameOf({ schemaname, relname }: Tree): string {
  const name = typeof relname === 'string' ? relname : '';
  return typeof schemaname === 'string' ? `${schemaname}.${name}` : name;
}

function relationOf(
  { qualifier, name }: ColumnName,
  relations: readonly Relation[],
  tableOf: TableOf,
): string | undefined {
  const found =
    qualifier === undefined
      ? (relations.find(({ table }) => tableOf(table)?.columns.includes(name) === true) ??
        (relations.length === 1 ? relations[0] : undefined))
      : relations.find(({ alias }) => alias === qualifier);
  return found?.table;
}
