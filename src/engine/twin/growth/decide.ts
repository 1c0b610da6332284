import type { Catalog, CatalogTable } from '../../../postgres/catalog/types';
import { relationKey } from '../../../postgres/relation-key';
import type { ColumnStatistics, Pulled } from '../../../pull/types';
import { withBacklog } from './backlog';
import { readTime } from './numbers';
import { columnRules } from './rules';
import { singledOut } from './singled-out';
import type { TableGrowth } from './tables';
import type { ColumnSubject, GrowColumn } from './types';

/** What was decided for one column. */
export interface ColumnDecision {
  readonly schema: string;
  readonly table: string;
  readonly column: string;
  /** Name of the rule, with `backlog` where states pass. */
  readonly rule: string;
  readonly says: string;
  readonly grow: GrowColumn;
  /** The table that the column refers to. */
  readonly parent?: { readonly schema: string; readonly name: string };
}

/** Decides by which rule each column of each table grows; expressions of indexes are columns of these. */
export function decideColumns(
  { statistics, manifest }: Pick<Pulled, 'statistics' | 'manifest'>,
  catalog: Catalog,
  tables: TableGrowth,
): ReadonlyMap<ColumnStatistics, ColumnDecision> {
  const known = new Map(catalog.tables.map((table) => [relationKey(table), table]));
  const relations = new Map(
    statistics.relations.map((relation) => [relationKey(relation), relation]),
  );
  const now = readTime(manifest.clock.replace(/Z$/, '+00')) ?? Date.now() * 1000;
  const decisions = new Map<ColumnStatistics, ColumnDecision>();
  for (const relation of statistics.relations) {
    const of = { schema: relation.schema, name: relation.index?.table ?? relation.name };
    const table = known.get(relationKey(of));
    const subject = tables.subject(of);
    if (subject === undefined) continue;
    for (const column of relation.columns) {
      const parent = relation.index === undefined ? parentOf(table, column.attname) : undefined;
      const parentSubject = parent && tables.subject(parent.table);
      const key =
        parent &&
        relations
          .get(relationKey(parent.table))
          ?.columns.find(({ attname }) => attname === parent.column);
      decisions.set(column, {
        schema: relation.schema,
        table: of.name,
        column: column.attname,
        ...decide({
          table: subject,
          statistics: column,
          unique: relation.index === undefined && isUnique(table, column.attname),
          singledOut:
            table === undefined || relation.index !== undefined
              ? []
              : singledOut(table, column.attname),
          now,
          ...(parentSubject === undefined || key === undefined
            ? {}
            : { parent: { table: parentSubject, key } }),
        }),
        ...(parent === undefined ? {} : { parent: parent.table }),
      });
    }
  }
  return decisions;
}

function decide(column: ColumnSubject): Pick<ColumnDecision, 'rule' | 'says' | 'grow'> {
  for (const rule of columnRules) {
    const { name, says } = rule;
    const grow = rule.match(column);
    if (grow === undefined) continue;
    const passing = withBacklog(column, grow);
    return passing === undefined
      ? { rule: name, says, grow }
      : {
          rule: `${name}, backlog`,
          says: `${says}; as many rows as today are in the states that partial indexes single out`,
          grow: passing,
        };
  }
  return { rule: 'kept', says: '', grow: () => column.statistics };
}

function isUnique(table: CatalogTable | undefined, column: string): boolean {
  return (table?.indexes ?? []).some(
    ({ unique, columns, predicate }) =>
      unique && predicate === undefined && columns.length === 1 && columns[0] === column,
  );
}

function parentOf(
  table: CatalogTable | undefined,
  column: string,
):
  | { readonly table: { readonly schema: string; readonly name: string }; readonly column: string }
  | undefined {
  for (const { columns, schema, table: name, referencedColumns } of table?.foreignKeys ?? []) {
    const place = columns.indexOf(column);
    const referenced = referencedColumns[place];
    if (place >= 0 && referenced !== undefined)
      return { table: { schema, name }, column: referenced };
  }
  return undefined;
}
