import { readStatements, type FileStatement } from './read-statements';
import { names, type LeftOut } from './reduce-statements';

type Fields = Readonly<Record<string, unknown>>;

/**
 * Names of tables that are left out and without which a table or a column that stays cannot be made: a foreign key beside
 * the column, which a later statement may drop again, INHERITS or LIKE refers to them.
 */
export async function neededByColumns(
  statements: readonly string[],
  isLeftOut: LeftOut,
): Promise<ReadonlySet<string>> {
  const needed = new Set<string>();
  for (const sql of statements) {
    for (const statement of (await readStatements(sql)).statements) {
      if (!makesColumns(statement) || names(statement.tree['relation'], isLeftOut)) continue;
      const { tableElts, inhRelations, cmds } = statement.tree;
      for (const relation of relationsIn([tableElts, inhRelations, cmds]))
        if (names(relation, isLeftOut)) needed.add(String((relation as Fields)['relname']));
    }
  }
  return needed;
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
