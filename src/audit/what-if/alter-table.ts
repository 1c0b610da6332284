import type { CatalogTable } from '../../postgres/catalog/types';
import { listOf, nodeOf } from '../../sql/nodes';
import type { Tree } from '../../sql/parse';
import { isTree, nameParts, walk } from '../../sql/walk';
import { referencedTables } from './referenced-tables';
import type { LockMode, TableLock } from './table-lock';

/**
 * Locks of `alter table`, one for each of its actions.
 *
 * @param known the table as it is before
 */
export function alterations(
  tree: Tree,
  table: string,
  known: CatalogTable | undefined,
): readonly TableLock[] {
  return listOf(tree['cmds']).flatMap((each) => {
    const action = nodeOf(each, 'AlterTableCmd') ?? {};
    return [{ table, ...lockOf(action, known) }, ...referencedTables(action['def'])];
  });
}

type Lock = Omit<TableLock, 'table'>;

/** AlterTableGetLockLevel (tablecmds.c), and what ATRewriteTables does afterwards. */
function lockOf(action: Tree, table: CatalogTable | undefined): Lock {
  const all: LockMode = 'ACCESS EXCLUSIVE';
  switch (action['subtype']) {
    case 'AT_AddColumn':
      return { mode: all, ...addedColumn(nodeOf(action['def'], 'ColumnDef') ?? {}) };
    case 'AT_AlterColumnType':
      return { mode: all, ...changedType(action, table) };
    case 'AT_SetNotNull':
      return { mode: all, work: 'reads', note: 'not where a valid CHECK says the same' };
    case 'AT_AddConstraint':
      return addedConstraint(nodeOf(action['def'], 'Constraint') ?? {});
    case 'AT_AddIndex':
    case 'AT_AddIndexConstraint':
      return { mode: all };
    case 'AT_ValidateConstraint':
      return { mode: 'SHARE UPDATE EXCLUSIVE', work: 'reads' };
    case 'AT_SetLogged':
    case 'AT_SetUnLogged':
    case 'AT_SetAccessMethod':
    case 'AT_SetExpression':
      return { mode: all, work: 'rewrites' };
    case 'AT_SetTableSpace':
      return { mode: all, work: 'rewrites', note: 'copies the files' };
    case 'AT_SetStatistics':
    case 'AT_ClusterOn':
    case 'AT_DropCluster':
    case 'AT_SetOptions':
    case 'AT_ResetOptions':
    case 'AT_SetRelOptions':
    case 'AT_ResetRelOptions':
      return { mode: 'SHARE UPDATE EXCLUSIVE' };
    case 'AT_EnableTrig':
    case 'AT_DisableTrig':
      return { mode: 'SHARE ROW EXCLUSIVE' };
    case 'AT_AttachPartition':
      return {
        mode: 'SHARE UPDATE EXCLUSIVE',
        note: 'ACCESS EXCLUSIVE on the partition, whose rows are read unless a CHECK says what the bound does',
      };
    case 'AT_DetachPartition':
      return JSON.stringify(action['def'] ?? {}).includes('"concurrent":true')
        ? { mode: 'SHARE UPDATE EXCLUSIVE' }
        : { mode: all };
    default:
      return { mode: all };
  }
}

/** Their results differ from row to row, so that a default by them is stored in each. */
const volatile =
  /^(random|gen_random_uuid|uuidv4|uuidv7|clock_timestamp|timeofday|nextval|uuid_generate_v\w+|setseed)$/;
const stable =
  /^(now|transaction_timestamp|statement_timestamp|current_setting|lower|upper|md5|to_char|date_trunc|timezone|concat|coalesce)$/;

function addedColumn(column: Tree): Pick<Lock, 'work' | 'note'> {
  const type = nameParts(column['typeName']).at(-1) ?? '';
  if (/^(small|big)?serial\d?$/.test(type)) return { work: 'rewrites' };
  let result: Pick<Lock, 'work' | 'note'> = {};
  const constraints = listOf(column['constraints']).map((each) => nodeOf(each, 'Constraint') ?? {});
  const hasDefault = constraints.some(({ contype }) => contype === 'CONSTR_DEFAULT');
  for (const { contype, raw_expr, generated_kind } of constraints) {
    if (contype === 'CONSTR_IDENTITY') return { work: 'rewrites' };
    if (contype === 'CONSTR_GENERATED' && generated_kind !== 'v') return { work: 'rewrites' };
    if (contype === 'CONSTR_PRIMARY' || contype === 'CONSTR_UNIQUE') result = { work: 'builds' };
    if (contype === 'CONSTR_CHECK') result = { work: 'reads' };
    // A new column without a default is null in every row (transformAlterTableStmt, parse_utilcmd.c).
    if (contype === 'CONSTR_FOREIGN' && hasDefault) result = { work: 'reads' };
    if (contype !== 'CONSTR_DEFAULT') continue;
    const functions: string[] = [];
    walk({ raw_expr }, (key, node) => {
      if (key === 'FuncCall') functions.push(nameParts(node['funcname']).at(-1) ?? '');
    });
    if (functions.some((name) => volatile.test(name))) return { work: 'rewrites' };
    const other = functions.find((name) => !stable.test(name));
    if (other !== undefined) result = { note: `rewrites the table if ${other}() is volatile` };
  }
  return result;
}

/** Types of which one takes the values of the other as they are. */
function changedType(action: Tree, table: CatalogTable | undefined): Pick<Lock, 'work' | 'note'> {
  const name = typeof action['name'] === 'string' ? action['name'] : '';
  const before = table?.columns.find((column) => column.name === name)?.type;
  const definition = nodeOf(action['def'], 'ColumnDef') ?? {};
  const type = definition['typeName'];
  const to = nameParts(isTree(type) ? type['names'] : undefined).at(-1) ?? '';
  if (before === undefined)
    return { work: 'rewrites', note: 'not where the types store values alike' };
  const sizes = isTree(type) ? listOf(type['typmods']).map(numberOf) : [];
  if (definition['raw_default'] === undefined && isLike(before, to, sizes)) {
    return { note: 'values stay as they are; indexes on the column may be built anew' };
  }
  return { work: 'rewrites' };
}

function isLike(
  before: string,
  to: string,
  [size, scale]: readonly (number | undefined)[],
): boolean {
  const [, plain = '', length, decimals] = /^([a-z ]+)(?:\((\d+)(?:,(\d+))?\))?/.exec(before) ?? [];
  const from = plain.trim();
  if (to === 'text') return from === 'character varying' || from === 'text';
  if (to === 'varchar')
    return (
      (from === 'character varying' && (size === undefined || (length !== undefined && size >= Number(length)))) || // prettier-ignore
      (from === 'text' && size === undefined)
    );
  if (to === 'numeric' && from === 'numeric')
    return size === undefined || (length !== undefined && size >= Number(length) && (scale ?? 0) === Number(decimals ?? 0)); // prettier-ignore
  return to === 'inet' && from === 'cidr';
}

function numberOf(value: unknown): number | undefined {
  const number = nodeOf(value, 'A_Const')?.['ival'];
  return isTree(number) ? Number(number['ival'] ?? 0) : undefined;
}

function addedConstraint(constraint: Tree): Lock {
  const checked = constraint['skip_validation'] !== true;
  switch (constraint['contype']) {
    case 'CONSTR_FOREIGN':
      return { mode: 'SHARE ROW EXCLUSIVE', ...(checked ? { work: 'reads' } : {}) };
    case 'CONSTR_PRIMARY':
    case 'CONSTR_UNIQUE':
    case 'CONSTR_EXCLUSION':
      return {
        mode: 'ACCESS EXCLUSIVE',
        ...(typeof constraint['indexname'] === 'string' ? {} : { work: 'builds' }),
      };
    default:
      return { mode: 'ACCESS EXCLUSIVE', ...(checked ? { work: 'reads' } : {}) };
  }
}
