import { createdObject } from './created-object';
import { readStatements, type FileStatement } from './read-statements';

/**
 * Statements of a schema without those about tables that are left out, their indexes, keys and sequences, and without
 * views. Statements whose table is unclear stay.
 *
 * @param isLeftOut of a table of the whole schema
 */
export async function reduceStatements(
  statements: readonly string[],
  isLeftOut: (table: { readonly schema: string | undefined; readonly name: string }) => boolean,
): Promise<readonly string[]> {
  const kept: string[] = [];
  const views = new Set<string>();
  const isGone: LeftOut = (table) => views.has(table.name) || isLeftOut(table);
  for (const sql of statements) {
    const read = (await readStatements(sql)).statements;
    for (const statement of read) {
      if (!/View|CreateTableAs/.test(statement.type ?? '')) continue;
      const view = createdObject(statement)?.name;
      if (view !== undefined) views.add(view);
    }
    if (read.every((statement) => stays(statement, isGone))) kept.push(sql);
  }
  return kept;
}

/** Whether a table of the whole schema is left out. */
export type LeftOut = Parameters<typeof reduceStatements>[1];
type Fields = Readonly<Record<string, unknown>>;

function stays({ type, tree }: FileStatement, isLeftOut: LeftOut): boolean {
  const of = tree as Fields;
  switch (type) {
    case 'ViewStmt':
    case 'CreateTableAsStmt':
    case 'RuleStmt':
    case 'RefreshMatViewStmt':
      return false;
    case 'CreateStmt':
    case 'IndexStmt':
      return !names(of['relation'], isLeftOut) && !refers(of['tableElts'], isLeftOut);
    case 'AlterTableStmt':
      return (
        !names(of['relation'], isLeftOut) &&
        !refers(of['cmds'], isLeftOut) &&
        !partOf(of['cmds'], isLeftOut)
      );
    case 'AlterSeqStmt':
      return !(of['options'] as unknown[] | undefined)?.some((option) => owned(option, isLeftOut));
    case 'CreateStatsStmt':
      return !(of['relations'] as { RangeVar?: unknown }[] | undefined)?.some(({ RangeVar }) =>
        names(RangeVar, isLeftOut),
      );
    default:
      return true;
  }
}

/** Whether a RangeVar names a table that is left out. */
export function names(relation: unknown, isLeftOut: LeftOut): boolean {
  const { schemaname, relname } = (relation ?? {}) as Fields;
  return (
    typeof relname === 'string' &&
    isLeftOut({ schema: typeof schemaname === 'string' ? schemaname : undefined, name: relname })
  );
}

/** Whether a foreign key in these nodes refers to a table that is left out: one statement with it goes as a whole. */
function refers(nodes: unknown, isLeftOut: LeftOut): boolean {
  if (Array.isArray(nodes)) return nodes.some((node) => refers(node, isLeftOut));
  if (typeof nodes !== 'object' || nodes === null) return false;
  return Object.entries(nodes).some(([key, value]) =>
    key === 'pktable' ? names(value, isLeftOut) : refers(value, isLeftOut),
  );
}

/** Whether `attach partition` names one that is left out. */
function partOf(commands: unknown, isLeftOut: LeftOut): boolean {
  if (!Array.isArray(commands)) return false;
  return commands.some((command: { AlterTableCmd?: { def?: { PartitionCmd?: Fields } } }) =>
    names(command.AlterTableCmd?.def?.PartitionCmd?.['name'], isLeftOut),
  );
}

/** `owned by schema.table.column` */
function owned(option: unknown, isLeftOut: LeftOut): boolean {
  const { defname, arg } = (option as { DefElem?: Fields }).DefElem ?? {};
  const items = (arg as { List?: { items?: { String?: { sval?: string } }[] } } | undefined)?.List
    ?.items;
  if (defname !== 'owned_by' || items === undefined) return false;
  const [name, schema] = items
    .map((item) => item.String?.sval)
    .reverse()
    .slice(1);
  return name !== undefined && isLeftOut({ schema, name });
}
