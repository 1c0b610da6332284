import type { Connection } from '../../../postgres/types';
import { quoteIdent } from '../../../postgres/quote';
import { laboratory } from './laboratory';
import { rowNumber, type Specimen } from './specimen';

export interface Believed {
  /** Rows of the sample. */
  readonly sampled: number;
  /** Rows that ANALYZE is to believe the table has. */
  readonly rows: number;
  readonly major: number;
  /** Only these columns. */
  readonly only?: readonly string[];
}

/**
 * Analyses the sample as that of a table of `rows` rows. The statistics land on the specimen's parent, with
 * `stainherit`.
 */
export async function analyzeSpecimen(
  connection: Connection,
  specimen: Specimen,
  { sampled, rows, major, only }: Believed,
): Promise<void> {
  // Two commands: the loopback session sees the row count when it is committed.
  await connection.query(
    `update pg_class set reltuples = ${Math.max(0, rows - sampled)} where oid = '${specimen.ghost}'::regclass`,
  );
  const list = only === undefined ? '' : `(${[...only, rowNumber].map(quoteIdent).join(', ')})`;
  // From 18 on ANALYZE goes on to the children unless told not to.
  await connection.query(`analyze ${major >= 18 ? 'only ' : ''}${specimen.parent} ${list}`);
}

const slots = [1, 2, 3, 4, 5];
const columns = ['stanullfrac', 'stawidth', 'stadistinct']
  .concat(
    ...['stakind', 'staop', 'stacoll', 'stanumbers', 'stavalues'].map((name) =>
      slots.map((slot) => name + String(slot)),
    ),
  )
  .join(', ');

/**
 * The columns' values, correlations put right: rows of unequal length do not lie in the sample in the order in
 * which they were inserted, for a short one may still fit on an earlier page. Over the few pages of the sample
 * that weighs thousands of times more than over those of a large table, where it is as good as nothing.
 */
const corrected = slots.reduce(
  (list, slot) =>
    list.replace(
      `stanumbers${slot}`,
      `case when stakind${slot} = 3
         then array[greatest(-1, least(1, stanumbers${slot}[1] / "order".correlation))]::float4[]
         else stanumbers${slot} end`,
    ),
  columns,
);

/**
 * Gives a relation and the expressions of its indexes the statistics of its specimens: for itself, or, where
 * `inherited`, for itself with its children.
 */
export async function copyStatistics(
  connection: Connection,
  specimens: readonly Specimen[],
  inherited: boolean,
): Promise<void> {
  const relation = specimens[0]?.relation;
  if (relation === undefined) return;
  const targets = [relation.oid, ...relation.indexes.map((index) => index.oid)].join(', ');
  await connection.query(`
    begin;
    delete from pg_statistic where starelid in (${targets}) and stainherit = ${inherited};
    ${specimens.map((specimen) => copyOne(specimen, targets, inherited)).join('')}
    commit`);
}

function copyOne(specimen: Specimen, targets: string, inherited: boolean): string {
  const { relation, parent, own, expressions, statistics } = specimen;
  const names = relation.columns.filter(({ name }) => own.has(name)).map(({ number }) => number);
  const places = [
    ...(names.length === 0
      ? []
      : [`t.oid = ${relation.oid} and t.number in (${names.join(', ')}) and t.name = a.attname`]),
    ...expressions.map(
      ({ index, position, column }) =>
        `a.attname = '${column}' and t.oid = ${index} and t.number = ${position}`,
    ),
  ];
  const ordinary =
    places.length === 0
      ? ''
      : `
    insert into pg_statistic (starelid, staattnum, stainherit, ${columns})
    select t.oid, t.number, ${inherited}, ${corrected}
    from pg_statistic s
      cross join (select coalesce(max(correlation), 1) as correlation from pg_stats
                  where schemaname = '${laboratory}' and '${parent}' = schemaname || '.' || tablename
                    and attname = '${rowNumber}' and inherited) as "order"
      join pg_attribute a on a.attrelid = s.starelid and a.attnum = s.staattnum
      join (select attrelid as oid, attnum as number, attname as name from pg_attribute
            where attrelid in (${targets}) and attnum > 0) t on ${places.map((place) => `(${place})`).join(' or ')}
    where s.starelid = '${parent}'::regclass and s.stainherit;`;
  const extended = statistics.map(
    ({ of, name }) => `
    delete from pg_statistic_ext_data where stxoid = ${of} and stxdinherit = ${inherited};
    insert into pg_statistic_ext_data (stxoid, stxdinherit, stxdndistinct, stxddependencies, stxdmcv, stxdexpr)
    select ${of}, ${inherited}, stxdndistinct, stxddependencies, stxdmcv, stxdexpr
    from pg_statistic_ext_data d join pg_statistic_ext s on s.oid = d.stxoid
    where s.stxnamespace = '${laboratory}'::regnamespace and s.stxname = '${name}' and d.stxdinherit;`,
  );
  return ordinary + extended.join('');
}
