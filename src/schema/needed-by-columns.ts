import { readStatements, type FileStatement } from './read-statements';
import { namedBy, type LeftOut, type NamedTable } from './reduce-statements';
import { defaultPath, pathAfter } from './search-path';

type Fields = Readonly<Record<string, unknown>>;

/** A statement that makes a table or columns of one, and the tables that it cannot do so without. */
interface ColumnReferences {
  readonly table: NamedTable;
  readonly needs: readonly NamedTable[];
}

/** Tables that a foreign key beside a column, which a later statement may drop again, INHERITS or LIKE refers to. */
export async function columnReferences(
  statements: readonly string[],
): Promise<readonly ColumnReferences[]> {
  const references: ColumnReferences[] = [];
  let path = defaultPath;
  for (const sql of statements) {
    for (const statement of (await readStatements(sql)).statements) {
      path = pathAfter(path, statement);
      if (!makesColumns(statement)) continue;
      const { relation, tableElts, inhRelations, cmds } = statement.tree;
      const named = (of: unknown): readonly NamedTable[] =>
        [namedBy(of)].flatMap((each) => (each === undefined ? [] : { ...each, path }));
      const [table] = named(relation);
      const needs = relationsIn([tableElts, inhRelations, cmds]).flatMap(named);
      if (table !== undefined && needs.length > 0) references.push({ table, needs });
    }
  }
  return references;
}

/** Tables that are left out and without which a table or a column that stays cannot be made. */
export const neededByColumns = (
  references: readonly ColumnReferences[],
  isLeftOut: LeftOut,
): readonly NamedTable[] =>
  references
    .filter(({ table }) => isLeftOut(table) !== true)
    .flatMap(({ needs }) => needs)
    .filter((table) => isLeftOut(table) === true);

/** A statement that only adds foreign keys can be left out, and no column with it. */
function makesColumns({ type, tree }: FileStatement): boolean {
  const commands = tree['cmds'];
  if (type !== 'AlterTableStmt' || !Array.isArray(commands)) return type === 'CreateStmt';
  return commands.some(
    (command: { AlterTableCmd?: { def?: { Constraint?: Fields } } }) =>
      command.AlterTableCmd?.def?.Constraint?.['contype'] !== 'CONSTR_FOREIGN',
  );
}

/** The tables that nodes refer to: of foreign keys, LIKE and INHERITS. A partition that is attached is none of them. */
function relationsIn(nodes: unknown): readonly unknown[] {
  if (Array.isArray(nodes)) return nodes.flatMap(relationsIn);
  if (typeof nodes !== 'object' || nodes === null) return [];
  return Object.entries(nodes).flatMap(([key, value]: [string, unknown]) => {
    if (key === 'PartitionCmd') return [];
    if (key === 'RangeVar' || key === 'pktable') return [value];
    return key === 'TableLikeClause' ? [(value as Fields)['relation']] : relationsIn(value);
  });
}
