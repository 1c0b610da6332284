import type { Catalog, CatalogTable } from '../../../postgres/catalog/types';
import { relationKey } from '../../../postgres/relation-key';
import type { ColumnStatistics, Pulled, RelationStatistics } from '../../../pull/types';
import { withBacklog } from './backlog';
import { readingTime } from './numbers';
import type { Overrides } from './overrides';
import { passingStates, wasCounted } from './passing-states';
import { columnRules } from './rules';
import { singledOut } from './singled-out';
import type { TableGrowth } from './tables';
import type { ColumnSubject, GrowColumn, PassingState } from './types';

/** What was decided for one column. */
export interface ColumnDecision {
  readonly schema: string;
  readonly table: string;
  readonly column: string;
  /** Name of the rule, with `backlog` where states pass. */
  readonly rule: string;
  readonly says: string;
  readonly grow: GrowColumn;
  /** States that rows leave again. */
  readonly backlog?: readonly PassingState[];
  /** The table that the column refers to. */
  readonly parent?: { readonly schema: string; readonly name: string };
}

/** Decides by which rule each column of each table grows; expressions of indexes are columns of these. */
export function decideColumns(
  { statistics, manifest, earlier }: Pick<Pulled, 'statistics' | 'manifest' | 'earlier'>,
  catalog: Catalog,
  tables: TableGrowth,
  overrides: Overrides,
): ReadonlyMap<ColumnStatistics, ColumnDecision> {
  const known = new Map(catalog.tables.map((table) => [relationKey(table), table]));
  const relations = new Map(
    statistics.relations.map((relation) => [relationKey(relation), relation]),
  );
  const now = readingTime(manifest);
  const passing = (
    relation: RelationStatistics,
    table: CatalogTable | undefined,
    attname: string,
  ): readonly PassingState[] => {
    const hinted = table === undefined ? [] : singledOut(table, attname);
    const known = passingStates(relation, attname, earlier);
    const own = relation.columns.find((column) => column.attname === attname);
    const all = new Set([...hinted, ...known, ...(own?.most_common_vals ?? []), null]);
    return [...all].flatMap((state): PassingState[] => {
      const said = overrides.state(relation.schema, relation.name, attname, state);
      if (said === 'grows') return [];
      if (said === 'backlog') return [{ state, because: 'growth.json' }];
      if (known.includes(state)) return [{ state, because: 'two pulls' }];
      // Two pulls know better than a hint.
      const isCompared = earlier !== undefined && wasCounted(earlier, relation, attname, state);
      return hinted.includes(state) && !isCompared ? [{ state, because: 'partial index' }] : [];
    });
  };
  const decisions = new Map<ColumnStatistics, ColumnDecision>();
  for (const relation of statistics.relations) {
    const of = { schema: relation.schema, name: relation.index?.table ?? relation.name };
    const table = known.get(relationKey(of));
    const subject = tables.subject(of);
    if (subject === undefined) continue;
    for (const column of relation.columns) {
      const rule = overrides.rule(relation.schema, of.name, column.attname);
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
          passing: relation.index === undefined ? passing(relation, table, column.attname) : [],
          now,
          ...(rule === undefined ? {} : { rule }),
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

function decide({
  rule: wanted,
  ...column
}: ColumnSubject & { readonly rule?: string }): Omit<
  ColumnDecision,
  'schema' | 'table' | 'column'
> {
  const chosen = columnRules.filter(({ name }) => wanted === undefined || name === wanted);
  for (const rule of chosen) {
    const { name } = rule;
    const says = wanted === undefined ? rule.says : `${rule.says} (growth.json)`;
    const grow = rule.match(column);
    if (grow === undefined) continue;
    const passing = withBacklog(column, grow);
    return passing === undefined
      ? { rule: name, says, grow }
      : {
          rule: `${name}, backlog`,
          says: `${says}; as many rows as today are in ${statesText(column.passing)}`,
          grow: passing,
          backlog: column.passing,
        };
  }
  const says =
    wanted === undefined
      ? ''
      : `growth.json says ${wanted}, which does not fit such a column: kept`;
  return { rule: 'kept', says, grow: () => column.statistics };
}

/** `state 'new' (partial index), null (two pulls)` */
const statesText = (passing: readonly PassingState[]): string =>
  passing.map(({ state, because }) => `${state ?? 'null'} (${because})`).join(', ');

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
