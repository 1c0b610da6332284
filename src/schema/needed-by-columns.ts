import { readStatements, type FileStatement } from './read-statements';
import { names, type LeftOut } from './reduce-statements';

type Fields = Readonly<Record<string, unknown>>;

/** A statement that makes a table or columns of one, and the tables that it cannot do so without, as RangeVars. */
interface ColumnReferences {
  readonly table: unknown;
  readonly needs: readonly unknown[];
}

/** Tables that a foreign key beside a column, which a later statement may drop again, INHERITS or LIKE refers to. */
export async function columnReferences(
  statements: readonly string[],
): Promise<readonly ColumnReferences[]> {
  const references: ColumnReferences[] = [];
  for (const sql of statements) {
    for (const statement of (await readStatements(sql)).statements) {
      if (!makesColumns(statement)) continue;
      const { relation: table, tableElts, inhRelations, cmds } = statement.tree;
      const needs = relationsIn([tableElts, inhRelations, cmds]);
      if (needs.length > 0) references.push({ table, needs });
    }
  }
  return references;
}

/** Names of tables that are left out and without which a table or a column that stays cannot be made. */
export function neededByColumns(
  references: readonly ColumnReferences[],
  isLeftOut: LeftOut,
): ReadonlySet<string> {
  const needs = references
    .filter(({ table }) => !names(table, isLeftOut))
    .flatMap((each) => each.needs)
    .filter((relation) => names(relation, isLeftOut));
  return new Set(needs.map((relation) => String((relation as Fields)['relname'])));
}

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
