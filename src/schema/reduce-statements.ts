import { createdObject } from './created-object';
import { readStatements, type FileStatement } from './read-statements';
import { defaultPath, pathAfter } from './search-path';

/** A table as a statement names it. */
export interface NamedTable {
  readonly schema: string | undefined;
  readonly name: string;
  /** The schemas in which a name without one is looked for. */
  readonly path: readonly string[];
}

/** Whether a table of the whole schema is left out; undefined where the schema has no such table. */
export type LeftOut = (table: NamedTable) => boolean | undefined;

/**
 * Statements of a schema without those about tables that are left out, their indexes, keys and sequences, and without
 * views. Statements whose table is unclear stay.
 */
export async function reduceStatements(
  statements: readonly string[],
  isLeftOut: LeftOut,
): Promise<readonly string[]> {
  const kept: string[] = [];
  const views = new Set<string>();
  let path = defaultPath;
  // A view may have the name of a table in another schema.
  const isGone = ({ schema, name }: Named): boolean =>
    isLeftOut({ schema, name, path }) ?? views.has(name);
  for (const sql of statements) {
    const read = (await readStatements(sql)).statements;
    for (const statement of read) {
      if (!/View|CreateTableAs/.test(statement.type ?? '')) continue;
      const view = createdObject(statement)?.name;
      if (view !== undefined) views.add(view);
    }
    if (read.every((statement) => stays(statement, isGone))) kept.push(sql);
    path = read.reduce(pathAfter, path);
  }
  return kept;
}

type Fields = Readonly<Record<string, unknown>>;
type Named = Omit<NamedTable, 'path'>;
type IsGone = (table: Named) => boolean;

function stays({ type, tree }: FileStatement, isGone: IsGone): boolean {
  const of = tree as Fields;
  switch (type) {
    case 'ViewStmt':
    case 'CreateTableAsStmt':
    case 'RuleStmt':
    case 'RefreshMatViewStmt':
      return false;
    case 'CreateStmt':
    case 'IndexStmt':
      return !names(of['relation'], isGone) && !refers(of['tableElts'], isGone);
    case 'AlterTableStmt':
      return (
        !names(of['relation'], isGone) && !refers(of['cmds'], isGone) && !partOf(of['cmds'], isGone)
      );
    case 'AlterSeqStmt':
      return !(of['options'] as unknown[] | undefined)?.some((option) => owned(option, isGone));
    case 'CreateStatsStmt':
      return !(of['relations'] as { RangeVar?: unknown }[] | undefined)?.some(({ RangeVar }) =>
        names(RangeVar, isGone),
      );
    default:
      return true;
  }
}

/** The name in a RangeVar. */
export function namedBy(relation: unknown): Named | undefined {
  const { schemaname, relname } = (relation ?? {}) as Fields;
  if (typeof relname !== 'string') return undefined;
  return { schema: typeof schemaname === 'string' ? schemaname : undefined, name: relname };
}

function names(relation: unknown, isGone: IsGone): boolean {
  const named = namedBy(relation);
  return named !== undefined && isGone(named);
}

/** Whether a foreign key in these nodes refers to a table that is left out: one statement with it goes as a whole. */
function refers(nodes: unknown, isGone: IsGone): boolean {
  if (Array.isArray(nodes)) return nodes.some((node) => refers(node, isGone));
  if (typeof nodes !== 'object' || nodes === null) return false;
  return Object.entries(nodes).some(([key, value]) =>
    key === 'pktable' ? names(value, isGone) : refers(value, isGone),
  );
}

/** Whether `attach partition` names one that is left out. */
function partOf(commands: unknown, isGone: IsGone): boolean {
  if (!Array.isArray(commands)) return false;
  return commands.some((command: { AlterTableCmd?: { def?: { PartitionCmd?: Fields } } }) =>
    names(command.AlterTableCmd?.def?.PartitionCmd?.['name'], isGone),
  );
}

/** `owned by schema.table.column` */
function owned(option: unknown, isGone: IsGone): boolean {
  const { defname, arg } = (option as { DefElem?: Fields }).DefElem ?? {};
  const items = (arg as { List?: { items?: { String?: { sval?: string } }[] } } | undefined)?.List
    ?.items;
  if (defname !== 'owned_by' || items === undefined) return false;
  const [name, schema] = items
    .map((item) => item.String?.sval)
    .reverse()
    .slice(1);
  return name !== undefined && isGone({ schema, name });
}
