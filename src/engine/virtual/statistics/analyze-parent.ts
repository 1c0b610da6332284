import type { Connection } from '../../../postgres/types';
import type { Relation, RelationColumn, RelationIndex } from '../catalog/relations';
import type { ComputedColumn } from '../rows/insert-rows';
import { ownColumn } from '../../../postgres/own-name';
import { ownSchema } from '../../../postgres/own-schema';

/** A sample of some of a table's columns, laid out so that ANALYZE takes it for that of a table of any size. */
export interface AnalyzeParent {
  readonly relation: Relation;
  /** Names of the columns that it has. */
  readonly columns: ReadonlySet<string>;
  /** Those of them whose statistics are taken from here. */
  readonly own: ReadonlySet<string>;
  /** Which of the sample's rows it has, as SQL over its columns; null for all of them. */
  readonly predicate: string | null;
  /** The table to insert the sample into. */
  readonly sample: string;
  /** The table to analyse. */
  readonly parent: string;
  readonly standIn: string;
  /**
   * Column of the row number. Its target makes ANALYZE ask for more rows than the sample has, so that it reads all of
   * them; its correlation tells how far the sample's rows lie out of order.
   */
  readonly rowNumber: string;
  /** Columns to compute from the table's own when the sample is inserted. */
  readonly computed: readonly ComputedColumn[];
  /** Where the statistics of an expression of an index are found. */
  readonly expressions: readonly ExpressionColumn[];
  /** Extended statistics of the parent, beside those of the table they stand for. */
  readonly statistics: readonly { readonly of: number; readonly name: string }[];
}

export interface ExpressionColumn {
  readonly index: number;
  /** Position in the index, from 1. */
  readonly position: number;
  /** Column of the parent. */
  readonly column: string;
  readonly expression: string;
}

/** What goes into an ANALYZE parent. */
export interface ParentContent {
  readonly columns: ReadonlySet<string>;
  readonly own: ReadonlySet<string>;
  readonly expressions: readonly { readonly index: RelationIndex; readonly key: number }[];
  readonly statistics: Relation['statistics'];
  readonly predicate: string | null;
}

export interface ParentParts extends ParentContent {
  /** Tells the ANALYZE parents of one table apart. */
  readonly label: string;
  readonly relation: Relation;
  /** The foreign server that leads back to this database, quoted. */
  readonly loopback: string;
  /** Rows of the sample. */
  readonly size: number;
  /** Called with whatever is not modelled faithfully. */
  readonly onApproximation: (text: string) => void;
}

/** Creates the tables of an ANALYZE parent; the sample is empty. */
export async function createAnalyzeParent(
  connection: Connection,
  parts: ParentParts,
): Promise<AnalyzeParent> {
  const { label, relation, own, size, predicate } = parts;
  const name = (kind: string) => `${ownSchema}.${kind}_${label}_${relation.oid}`;
  const rowNumber = ownColumn(relation, 'row');
  const [parent, sample, standIn] = [name('parent'), name('sample'), name('stand_in')];
  // ANALYZE passes over virtual columns (examine_attribute, analyze.c).
  const present = relation.columns.filter(
    (column) => parts.columns.has(column.name) && column.generated !== 'virtual',
  );
  const columns = new Set(present.map((column) => column.name));
  const expressions = await readExpressions(connection, parts);
  await connection.query(parentTable({ parent, relation, present, expressions, size, rowNumber }));
  await connection.query(`
    create unlogged table ${sample} () inherits (${parent}) with (autovacuum_enabled = off);
    create table ${standIn} as select * from ${parent};
    insert into ${standIn} default values;
    delete from ${standIn};
    create foreign table ${name('remote')} () inherits (${parent}) server ${parts.loopback}
      options (schema_name '${ownSchema}', table_name 'stand_in_${label}_${relation.oid}')`);
  const statistics: AnalyzeParent['statistics'][number][] = [];
  for (const { oid, on, kinds, target } of parts.statistics) {
    const of = `statistics_${label}_${oid}`;
    await connection.query(`
      create statistics ${ownSchema}.${of} ${kinds === '' ? '' : `(${kinds})`} on ${on} from ${parent};
      ${target === null ? '' : `alter statistics ${ownSchema}.${of} set statistics ${target}`}`);
    statistics.push({ of: oid, name: of });
  }
  return {
    relation,
    columns,
    own,
    predicate,
    sample,
    parent,
    standIn,
    rowNumber,
    computed: expressions.map(({ column, expression }) => ({ sqlName: column, expression })),
    expressions,
    statistics,
  };
}

interface ParentTable {
  readonly parent: string;
  readonly relation: Relation;
  readonly present: readonly RelationColumn[];
  readonly expressions: readonly TypedExpression[];
  readonly size: number;
  readonly rowNumber: string;
}

/**
 * A table with these columns under the numbers that they have in theirs: extended statistics name columns by
 * number. Generated columns and expressions are ordinary ones, since no generated column may refer to another.
 */
function parentTable({
  parent,
  relation,
  present,
  expressions,
  size,
  rowNumber,
}: ParentTable): string {
  const byNumber = new Map(present.map((column) => [column.number, column]));
  const last = Math.max(0, ...byNumber.keys());
  const absent: string[] = [];
  const columns = Array.from({ length: last }, (_, k) => {
    const column = byNumber.get(k + 1);
    if (column !== undefined) return `${column.sqlName} ${column.definition}${defaultOf(column)}`;
    const name = ownColumn(relation, `absent_${k + 1}`);
    absent.push(name);
    return `${name} bool`;
  });
  const added = expressions.map(({ column, type }) => `${column} ${type}`);
  const alter = [
    ...absent.map((column) => `drop ${column}`),
    ...present
      .filter((column) => column.target !== null)
      .map((column) => `alter ${column.sqlName} set statistics ${column.target}`),
    ...expressions
      .filter(({ target }) => target !== null)
      .map(({ column, target }) => `alter ${column} set statistics ${target}`),
    `alter ${rowNumber} set statistics ${Math.min(10_000, Math.ceil(size / 100))}`,
  ];
  return `create table ${parent} (${[...columns, `${rowNumber} bigint`, ...added].join(', ')});
    alter table ${parent} ${alter.join(', ')}`;
}

function defaultOf({ generated, counted, expression }: RelationColumn): string {
  return generated !== null || counted || expression === null ? '' : ` default ${expression}`;
}

interface TypedExpression extends ExpressionColumn {
  readonly type: string;
  readonly target: number | null;
}

async function readExpressions(
  connection: Connection,
  { relation, expressions, onApproximation }: ParentParts,
): Promise<readonly TypedExpression[]> {
  const read: TypedExpression[] = [];
  for (const { index, key } of expressions) {
    const expression = index.keyTexts[key] as string;
    try {
      read.push({
        index: index.oid,
        position: key + 1,
        column: ownColumn(relation, `key_${index.oid}_${key + 1}`),
        expression,
        type: await typeOf(connection, relation, expression),
        target: index.keyTargets[key] ?? null,
      });
    } catch {
      onApproximation(`no statistics for the expression of index ${index.body}`);
    }
  }
  return read;
}

/** @throws where the expression cannot be had of a row that is not the table's own, e.g. a function of all of it */
async function typeOf(
  connection: Connection,
  relation: Relation,
  expression: string,
): Promise<string> {
  const view = `${ownSchema}.view_${relation.oid}`;
  await connection.query(
    `create view ${view} as select (${expression}) as value from (select r.* from ${relation.sqlName} as r) as given`,
  );
  const { rows } = await connection.query<{ type: string }>(
    `select pg_catalog.format_type(a.atttypid, a.atttypmod) || coalesce(' collate ' || c.collation, '') as type
     from pg_catalog.pg_attribute a left join (select oid, oid::regcollation::text as collation from pg_catalog.pg_collation) c
       on c.oid = a.attcollation
     where a.attrelid = '${view}'::regclass::oid`,
  );
  await connection.query(`drop view ${view}`);
  return rows[0]?.type ?? '';
}
