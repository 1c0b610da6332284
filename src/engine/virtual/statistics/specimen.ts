import { quoteIdent } from '../../../postgres/quote';
import type { Connection } from '../../../postgres/types';
import type { Relation } from '../relations';
import { laboratory, loopback } from './laboratory';

/** A sample of some of a table's columns, laid out so that ANALYZE takes it for that of a table of any size. */
export interface Specimen {
  readonly relation: Relation;
  /** Names of the columns that it has. */
  readonly columns: ReadonlySet<string>;
  /** Those of them whose statistics are taken from here. */
  readonly own: ReadonlySet<string>;
  /** The table to insert the sample into. */
  readonly sample: string;
  /** The table to analyse. */
  readonly parent: string;
  readonly ghost: string;
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
}

/** What goes into a specimen. */
export interface SpecimenParts {
  /** Tells the specimens of one table apart. */
  readonly label: string;
  readonly relation: Relation;
  readonly columns: ReadonlySet<string>;
  readonly own: ReadonlySet<string>;
  readonly expressions: readonly {
    readonly index: Relation['indexes'][number];
    readonly key: number;
  }[];
  readonly statistics: Relation['statistics'];
  /** Rows of the sample. */
  readonly size: number;
  readonly onApproximation: (line: string) => void;
}

/**
 * The row number, in a column of its own. Its target makes ANALYZE ask for more rows than the sample has, so that it
 * reads all of them; its correlation tells how far the sample's rows lie out of order.
 */
export const rowNumber = 'plancliff_row';

/** Creates the tables of a specimen; the sample is empty. */
export async function createSpecimen(
  connection: Connection,
  parts: SpecimenParts,
): Promise<Specimen> {
  const { label, relation, columns, own, size } = parts;
  const name = (kind: string) => `${laboratory}.${kind}_${label}_${relation.oid}`;
  const [parent, sample, ghost] = [name('parent'), name('sample'), name('ghost')];
  const present = relation.columns.filter((column) => columns.has(column.name));
  const alter = [
    ...relation.columns
      .filter((column) => !columns.has(column.name))
      .map((column) => `drop if exists ${column.sqlName} cascade`),
    ...present
      .filter((column) => column.target !== null)
      .map((column) => `alter ${column.sqlName} set statistics ${column.target}`),
    `alter ${rowNumber} set statistics ${Math.min(10_000, Math.ceil(size / 100))}`,
  ];
  // A dropped column keeps its number: extended statistics name columns by number.
  await connection.query(`
    create table ${parent} (like ${relation.sqlName}
      including defaults including generated including storage including compression, ${rowNumber} bigint);
    alter table ${parent} ${alter.join(', ')}`);
  const expressions = await addExpressions(connection, parts, parent);
  await connection.query(`
    create unlogged table ${sample} () inherits (${parent}) with (autovacuum_enabled = off);
    create table ${ghost} as select * from ${parent};
    insert into ${ghost} default values;
    delete from ${ghost};
    create foreign table ${name('remote')} () inherits (${parent}) server ${loopback}
      options (schema_name '${laboratory}', table_name 'ghost_${label}_${relation.oid}')`);
  const statistics: Specimen['statistics'][number][] = [];
  for (const { oid, on, kinds, target } of parts.statistics) {
    const of = `statistics_${label}_${oid}`;
    await connection.query(`
      create statistics ${laboratory}.${of} ${kinds === '' ? '' : `(${kinds})`} on ${on} from ${parent};
      ${target === null ? '' : `alter statistics ${laboratory}.${of} set statistics ${target}`}`);
    statistics.push({ of: oid, name: of });
  }
  return { relation, columns, own, sample, parent, ghost, expressions, statistics };
}

/** The expressions of indexes as generated columns: the server itself computes them. */
async function addExpressions(
  connection: Connection,
  { relation, expressions, onApproximation }: SpecimenParts,
  parent: string,
): Promise<readonly ExpressionColumn[]> {
  const added: ExpressionColumn[] = [];
  for (const { index, key } of expressions) {
    const column = `plancliff_${index.oid}_${key + 1}`;
    try {
      await addExpression(connection, relation, parent, column, index.keyTexts[key] as string);
      added.push({ index: index.oid, position: key + 1, column });
      if (index.partial) {
        onApproximation(
          `${relation.name}: the statistics of the expression in partial index ${quoteIdent(index.name)} are those of all rows`,
        );
      }
    } catch {
      onApproximation(
        `${relation.name}: no statistics for the expression in index ${quoteIdent(index.name)}`,
      );
    }
  }
  return added;
}

async function addExpression(
  connection: Connection,
  relation: Relation,
  parent: string,
  column: string,
  expression: string,
): Promise<void> {
  const view = `${laboratory}.view_${relation.oid}`;
  await connection.query(
    `create view ${view} as select (${expression}) as value from ${relation.sqlName}`,
  );
  const { rows } = await connection.query<{ type: string }>(
    `select format_type(a.atttypid, a.atttypmod) || coalesce(' collate ' || c.collation, '') as type
     from pg_attribute a left join (select oid, oid::regcollation::text as collation from pg_collation) c
       on c.oid = a.attcollation
     where a.attrelid = '${view}'::regclass`,
  );
  await connection.query(`
    drop view ${view};
    alter table ${parent} add column ${column} ${rows[0]?.type} generated always as (${expression}) stored`);
}
