import { quoteIdent } from '../../../postgres/quote';
import type { Connection } from '../../../postgres/types';
import type { Relation } from '../relations';
import { laboratory, loopback } from './laboratory';

/** One table's sample, laid out so that ANALYZE takes it for that of a table of any size. */
export interface Specimen {
  readonly relation: Relation;
  /** Rows that ANALYZE reads of a large table: 300 × the largest statistics target. */
  readonly size: number;
  /** The table to insert the sample into. */
  readonly sample: string;
  /** The table to analyse. */
  readonly parent: string;
  readonly ghost: string;
  /** Where the statistics of an expression of an index are found. */
  readonly expressions: readonly ExpressionColumn[];
  /** Extended statistics of the parent, beside those of the table they stand for. */
  readonly statistics: readonly { readonly of: number; readonly name: string }[];
  /** What could not be laid out, one line each. */
  readonly approximations: readonly string[];
}

export interface ExpressionColumn {
  readonly index: number;
  /** Position in the index, from 1. */
  readonly position: number;
  /** Column of the parent. */
  readonly column: string;
}

/**
 * The row number, in a column of its own. Its target makes ANALYZE ask for more rows than the sample has, so that it
 * reads all of them; its correlation tells how far the sample's rows lie out of order.
 */
export const rowNumber = 'plancliff_row';

/** Creates the tables of a specimen; the sample is empty. */
export async function createSpecimen(
  connection: Connection,
  relation: Relation,
  defaultTarget: number,
): Promise<Specimen> {
  const names = {
    parent: `${laboratory}.parent_${relation.oid}`,
    sample: `${laboratory}.sample_${relation.oid}`,
    remote: `${laboratory}.remote_${relation.oid}`,
    ghost: `${laboratory}.ghost_${relation.oid}`,
  };
  const targets = [...relation.columns, ...relation.statistics].map(
    (of) => of.target ?? defaultTarget,
  );
  const size = 300 * Math.max(defaultTarget, ...targets);
  await connection.query(`
    create table ${names.parent} (like ${relation.sqlName}
      including defaults including generated including storage including compression, ${rowNumber} bigint);
    alter table ${names.parent} alter ${rowNumber} set statistics ${Math.min(10_000, Math.ceil(size / 100))};
    ${relation.columns
      .filter((column) => column.target !== null)
      .map(
        (column) =>
          `alter table ${names.parent} alter ${column.sqlName} set statistics ${column.target};`,
      )
      .join('\n')}`);
  const approximations: string[] = [];
  const expressions = await addExpressions(connection, relation, names.parent, approximations);
  await connection.query(`
    create unlogged table ${names.sample} () inherits (${names.parent}) with (autovacuum_enabled = off);
    create table ${names.ghost} as select * from ${names.parent};
    insert into ${names.ghost} default values;
    delete from ${names.ghost};
    create foreign table ${names.remote} () inherits (${names.parent}) server ${loopback}
      options (schema_name '${laboratory}', table_name 'ghost_${relation.oid}')`);
  const statistics = relation.statistics.map(({ oid }) => ({
    of: oid,
    name: `${laboratory}.statistics_${oid}`,
  }));
  for (const { oid, on, kinds, target } of relation.statistics) {
    const name = `${laboratory}.statistics_${oid}`;
    await connection.query(`
      create statistics ${name} ${kinds === '' ? '' : `(${kinds})`} on ${on} from ${names.parent};
      ${target === null ? '' : `alter statistics ${name} set statistics ${target}`}`);
  }
  return { relation, size, ...names, expressions, statistics, approximations };
}

/** The expressions of indexes as generated columns: the server itself computes them. */
async function addExpressions(
  connection: Connection,
  relation: Relation,
  parent: string,
  approximations: string[],
): Promise<readonly ExpressionColumn[]> {
  const added: ExpressionColumn[] = [];
  for (const index of relation.indexes) {
    for (const [k, key] of index.keys.entries()) {
      if (key !== 0) continue;
      const column = `plancliff_${index.oid}_${k + 1}`;
      try {
        await addExpression(connection, relation, parent, column, index.keyTexts[k] as string);
        added.push({ index: index.oid, position: k + 1, column });
        if (index.partial) {
          approximations.push(
            `statistics of the expression in partial index ${quoteIdent(index.name)} are those of all rows`,
          );
        }
      } catch {
        approximations.push(`no statistics for the expression in index ${quoteIdent(index.name)}`);
      }
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
