import type { Catalog } from '../../postgres/catalog/types';
import { findNamed } from '../../pull/search-path';
import { listOf, nodeOf } from '../../sql/nodes';
import type { ParsedStatement, Tree } from '../../sql/parse';
import { nameParts } from '../../sql/walk';
import { alterations } from './alter-table';
import { nameOf } from './range-var';
import { referencedTables } from './referenced-tables';
import type { LockMode, TableLock } from './table-lock';

const accessExclusive: LockMode = 'ACCESS EXCLUSIVE';
const shareUpdateExclusive: LockMode = 'SHARE UPDATE EXCLUSIVE';

/**
 * The locks that a statement takes on tables, by its parse tree, as the server chooses them: DefineIndex (indexcmds.c),
 * AlterTableGetLockLevel (tablecmds.c), and RangeVarGetRelid of the others.
 *
 * @param catalog what the tables are before it
 * @param searchPath schemas in which a name without one is looked for
 */
export function locksOf(
  { type, tree }: ParsedStatement,
  catalog: Catalog,
  searchPath: readonly string[] = ['public'],
): readonly TableLock[] {
  const table = nameOf(tree['relation']);
  const concurrent = tree['concurrent'] === true || tree['concurrently'] === true;
  switch (type) {
    case 'IndexStmt':
      return [{ table, mode: concurrent ? shareUpdateExclusive : 'SHARE', work: 'builds' }];
    case 'DropStmt':
      return dropped(tree, { catalog, searchPath }, concurrent);
    case 'AlterTableStmt':
      return alterations(tree, table, findNamed(catalog.tables, table, searchPath));
    case 'RenameStmt':
      if (table === '') return [];
      return [
        {
          table,
          mode: tree['renameType'] === 'OBJECT_INDEX' ? shareUpdateExclusive : accessExclusive,
        },
      ];
    case 'TruncateStmt':
      return listOf(tree['relations']).map((each) => ({
        table: nameOf(nodeOf(each, 'RangeVar')),
        mode: accessExclusive,
      }));
    case 'ClusterStmt':
      return [{ table, mode: accessExclusive, work: 'rewrites' }];
    case 'VacuumStmt': {
      const isFull = hasOption(tree['options'], 'full');
      return listOf(tree['rels']).map((each) => ({
        table: nameOf(nodeOf(each, 'VacuumRelation')?.['relation']),
        mode: isFull ? accessExclusive : shareUpdateExclusive,
        work: isFull ? ('rewrites' as const) : ('reads' as const),
      }));
    }
    case 'ReindexStmt':
      if (table === '') return [];
      return [{ table, mode: hasOption(tree['params'], 'concurrently') ? shareUpdateExclusive : 'SHARE', work: 'builds' }]; // prettier-ignore
    case 'RefreshMatViewStmt':
      return [{ table, mode: concurrent ? 'EXCLUSIVE' : accessExclusive, work: 'rewrites' }];
    case 'CreateTrigStmt':
      return [{ table, mode: 'SHARE ROW EXCLUSIVE' }];
    case 'CreateStatsStmt':
      return listOf(tree['relations']).map((each) => ({
        table: nameOf(nodeOf(each, 'RangeVar')),
        mode: shareUpdateExclusive,
      }));
    case 'CreatePolicyStmt':
    case 'AlterPolicyStmt':
      return [{ table: nameOf(tree['table']), mode: accessExclusive }];
    case 'CreateStmt':
      // A new table is nobody's yet.
      return referencedTables(tree['tableElts']);
    case 'InsertStmt':
    case 'UpdateStmt':
    case 'DeleteStmt':
    case 'MergeStmt':
      return [{ table, mode: 'ROW EXCLUSIVE' }];
    default:
      return [];
  }
}

/** Dropping an index locks its table too; dropping a table, those that its foreign keys name. */
function dropped(
  tree: Tree,
  { catalog, searchPath }: { readonly catalog: Catalog; readonly searchPath: readonly string[] },
  concurrent: boolean,
): readonly TableLock[] {
  const mode: LockMode = concurrent ? shareUpdateExclusive : accessExclusive;
  const names = listOf(tree['objects']).map((each) => nameParts(each));
  if (tree['removeType'] === 'OBJECT_INDEX') {
    const indexes = catalog.tables.flatMap((table) =>
      table.indexes.map(({ schema, name }) => ({ schema, name, table })),
    );
    return names.flatMap((name) => {
      const found = findNamed(indexes, name.join('.'), searchPath)?.table;
      if (found === undefined) return [];
      const isFirst = findNamed(catalog.tables, found.name, searchPath) === found;
      return [{ table: isFirst ? found.name : `${found.schema}.${found.name}`, mode }];
    });
  }
  return /TABLE|MATVIEW|VIEW/.test(String(tree['removeType']))
    ? names.map((name) => ({ table: name.join('.'), mode }))
    : [];
}

/** Whether a list of options, as `(full, analyze)`, has one of this name. */
const hasOption = (options: unknown, name: string): boolean =>
  listOf(options).some((each) => nodeOf(each, 'DefElem')?.['defname'] === name);
