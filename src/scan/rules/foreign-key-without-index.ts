import { findTable, modelledTables, tableName } from '../../generate/names';
import type { ForeignKeyFacts, IndexFacts, TableFacts } from '../../postgres/catalog/schema-facts';
import { quoteIdent } from '../../postgres/quote';
import { rowsText } from '../../text/figures';
import { caseLines, growsBeyond, shortName } from './evidence';
import type { ScanRule } from './types';

/** Rows of the child from which reading all of it hurts. */
const harmful = 50_000;

/**
 * Deleting a row of the parent reads the child in full, under a lock on the parent's row; so does every join from the
 * parent. A parent of a few fixed rows is no such case: nobody deletes them, and each has too many children for an index
 * to help.
 */
export const foreignKeyWithoutIndex: ScanRule = (evidence) => {
  const { facts, model, largest, rowsAt, made } = evidence;
  return modelledTables(facts).flatMap((table) => {
    const name = tableName(table);
    if (!growsBeyond(evidence, name, harmful)) return [];
    return table.foreignKeys.flatMap((key) => {
      const parent = findTable(facts, key);
      const role = model.tables.find(
        (each) => parent !== undefined && each.name === tableName(parent),
      )?.role;
      if (parent === undefined || role === 'lookup' || role === 'bookkeeping') return [];
      if (
        table.indexes.some((index) => serves(index, key)) ||
        readByIndex(evidence.cases, key, table)
      )
        return [];
      const action = made.find(
        ({ foreignKey, table: of, kind }) =>
          foreignKey === key.name && of === name && kind === 'foreign-key-action',
      );
      const columns = key.columns.map(quoteIdent).join(', ');
      const rows = rowsText(rowsAt(name, largest));
      const cascades = key.onDelete !== 'no action' && key.onDelete !== 'restrict';
      return [
        {
          kind: 'foreign-key-without-index' as const,
          table: name,
          subject: key.name,
          parent: tableName(parent),
          columns,
          title: `${name} has no index on ${columns}, its foreign key to ${tableName(parent)}`,
          short: `${name} has no index on ${columns}, its foreign key: each delete in ${tableName(parent)} reads ${rows}${cascades ? ` to ${key.onDelete === 'cascade' ? 'delete' : 'update'} children` : ''}`,
          why: `Each delete in ${tableName(parent)} reads ${name} in full (${rows})${cascades ? ` to ${key.onDelete === 'cascade' ? 'delete' : 'update'} the children` : ' to look for children'}; so does each join from it.`,
          ...(action === undefined ? {} : caseLines(evidence.cases, action)),
          note: `${rows} per delete in ${tableName(parent)}`,
          change: `create index on ${shortName(table)} (${columns});`,
          weight:
            1000 +
            (cascades ? 100 : 0) +
            10 * Math.log10(rowsAt(name, largest)) -
            (role === 'tenant' ? 50 : 0),
        },
      ];
    });
  });
};

/**
 * Whether an index bounds the read of one parent's children: its first columns are those of the key, or the one that
 * says most of several. A partial index does where it only leaves nulls out: `column = $1` implies that it is not null
 * (predicate_implied_by, src/backend/optimizer/util/predtest.c).
 */
function serves({ keys, predicate, method }: IndexFacts, { columns }: ForeignKeyFacts): boolean {
  if (!['btree', 'hash', 'gist', 'spgist'].includes(method)) return false;
  if (predicate !== undefined && !columns.some((column) => isNotNull(predicate, column)))
    return false;
  const first = keys.findIndex(({ column }) => column === undefined || !columns.includes(column));
  const led = keys.slice(0, first === -1 ? keys.length : first).map(({ column }) => column);
  return led.length >= columns.length || (columns.length > 1 && led.includes(columns.at(-1)));
}

const isNotNull = (predicate: string, column: string): boolean =>
  predicate.replaceAll(/[()"]/g, '').toLowerCase() === `${column.toLowerCase()} is not null`;

/** Whether the planner found another way than the ones that `serves` knows. */
function readByIndex(
  cases: Parameters<ScanRule>[0]['cases'],
  { name }: ForeignKeyFacts,
  table: TableFacts,
): boolean {
  const own = cases.filter(
    ({ probe }) =>
      probe.foreignKey === name &&
      probe.table === tableName(table) &&
      probe.kind === 'foreign-key-action',
  );
  return (
    own.length > 0 &&
    own.every(({ points }) =>
      points
        .at(-1)
        ?.plan.accesses.every(
          ({ method, conditions }) => method !== 'seq' && conditions.length > 0,
        ),
    )
  );
}
