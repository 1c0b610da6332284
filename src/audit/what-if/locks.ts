import type { Catalog } from '../../postgres/catalog/types';
import { listOf, nodeOf } from '../../sql/nodes';
import type { ParsedStatement, Tree } from '../../sql/parse';
import { isTree, nameParts } from '../../sql/walk';
import { alterations } from './alter-table';
import type { LockMode, TableLock } from './table-lock';

/**
 * The locks that a statement takes on tables, by its parse tree, as the server chooses them: DefineIndex (indexcmds.c),
 * AlterTableGetLockLevel (tablecmds.c), and RangeVarGetRelid of the others.
 *
 * @param catalog what the tables are before it
 */
export function locksOf({ type, tree }: ParsedStatement, catalog: Catalog): readonly TableLock[] {
  const concurrent = tree['concurrent'] === true || tree['concurrently'] === true;
  switch (type) {
    case 'IndexStmt':
      return [
        {
          table: nameOf(tree['relation']),
          mode: concurrent ? 'SHARE UPDATE EXCLUSIVE' : 'SHARE',
          work: 'builds',
        },
      ];
    case 'DropStmt':
      return dropped(tree, catalog, concurrent);
    case 'AlterTableStmt':
      return alterations(tree, nameOf(tree['relation']), catalog);
    case 'RenameStmt':
      return isTree(tree['relation'])
        ? [{ table: nameOf(tree['relation']), mode: tree['renameType'] === 'OBJECT_INDEX' ? 'SHARE UPDATE EXCLUSIVE' : 'ACCESS EXCLUSIVE' }] // prettier-ignore
        : [];
    case 'TruncateStmt':
      return listOf(tree['relations']).map((each) => ({
        table: nameOf(nodeOf(each, 'RangeVar')),
        mode: 'ACCESS EXCLUSIVE',
      }));
    case 'ClusterStmt':
      return [{ table: nameOf(tree['relation']), mode: 'ACCESS EXCLUSIVE', work: 'rewrites' }];
    case 'VacuumStmt': {
      const isFull = JSON.stringify(tree['options'] ?? []).includes('"full"');
      return listOf(tree['rels']).map((each) => ({
        table: nameOf(nodeOf(each, 'VacuumRelation')?.['relation']),
        mode: isFull ? 'ACCESS EXCLUSIVE' : 'SHARE UPDATE EXCLUSIVE',
        work: isFull ? ('rewrites' as const) : ('reads' as const),
      }));
    }
    case 'ReindexStmt':
      return isTree(tree['relation'])
        ? [{ table: nameOf(tree['relation']), mode: JSON.stringify(tree).includes('"concurrently"') ? 'SHARE UPDATE EXCLUSIVE' : 'SHARE', work: 'builds' }] // prettier-ignore
        : [];
    case 'RefreshMatViewStmt':
      return [
        {
          table: nameOf(tree['relation']),
          mode: concurrent ? 'EXCLUSIVE' : 'ACCESS EXCLUSIVE',
          work: 'rewrites',
        },
      ];
    case 'CreateTrigStmt':
      return [{ table: nameOf(tree['relation']), mode: 'SHARE ROW EXCLUSIVE' }];
    case 'CreateStatsStmt':
      return listOf(tree['relations']).map((each) => ({
        table: nameOf(nodeOf(each, 'RangeVar')),
        mode: 'SHARE UPDATE EXCLUSIVE',
      }));
    case 'CreatePolicyStmt':
    case 'AlterPolicyStmt':
      return [{ table: nameOf(tree['table']), mode: 'ACCESS EXCLUSIVE' }];
    case 'CreateStmt':
      return references(tree);
    case 'InsertStmt':
    case 'UpdateStmt':
    case 'DeleteStmt':
    case 'MergeStmt':
      return [{ table: nameOf(tree['relation']), mode: 'ROW EXCLUSIVE' }];
    default:
      return [];
  }
}

/** Dropping an index locks its table too; dropping a table, those that its foreign keys name. */
function dropped(tree: Tree, catalog: Catalog, concurrent: boolean): readonly TableLock[] {
  const mode: LockMode = concurrent ? 'SHARE UPDATE EXCLUSIVE' : 'ACCESS EXCLUSIVE';
  const names = listOf(tree['objects']).map((each) => nameParts(each));
  if (tree['removeType'] === 'OBJECT_INDEX') {
    return names.flatMap((name) => {
      const table = catalog.tables.find(({ indexes }) =>
        indexes.some((index) => index.name === name.at(-1)),
      );
      return table === undefined ? [] : [{ table: table.name, mode }];
    });
  }
  return /TABLE|MATVIEW|VIEW/.test(String(tree['removeType']))
    ? names.map((name) => ({ table: name.join('.'), mode }))
    : [];
}

/** A new table is nobody's yet; the tables that it refers to get triggers. */
function references(tree: Tree): readonly TableLock[] {
  const found: TableLock[] = [];
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) value.forEach(visit);
    if (!isTree(value)) return;
    const constraint = nodeOf(value, 'Constraint');
    if (isTree(constraint?.['pktable']))
      found.push({ table: nameOf(constraint['pktable']), mode: 'SHARE ROW EXCLUSIVE' });
    Object.values(value).forEach(visit);
  };
  visit(tree['tableElts']);
  return found;
}

/** Of a RangeVar. */
export function nameOf(value: unknown): string {
  if (!isTree(value)) return '';
  const parts = [value['schemaname'], value['relname']].filter((part) => typeof part === 'string');
  return parts.join('.');
}
