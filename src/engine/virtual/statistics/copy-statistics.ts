import { slotKinds, slots } from '../../../postgres/catalog/statistics-slots';
import { quoteLiteral } from '../../../postgres/quote';
import type { Connection } from '../../../postgres/types';
import type { Relation } from '../catalog/relations';
import type { ExpectedDistinct } from './expected-distinct';
import { ownSchema } from '../../../postgres/own-schema';
import type { ExpressionColumn, AnalyzeParent } from './analyze-parent';

/** A relation that gets statistics: for itself, or, where `inherited`, for itself with its children. */
export interface Target {
  readonly relation: Relation;
  readonly inherited: boolean;
}

/** Mean bytes from where on values are taken to be stored otherwise than they are computed. */
const longValue = 500;
/** Columns of pg_statistic beside its key. */
export const statisticColumns = ['stanullfrac', 'stawidth', 'stadistinct']
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
const correlated = slots.reduce(
  (list, slot) =>
    list.replace(
      `stanumbers${slot}`,
      `case when stakind${slot} = ${slotKinds.correlation}
         then array[greatest(-1, least(1, stanumbers${slot}[1] / "order".correlation))]::float4[]
         else stanumbers${slot} end`,
    ),
  statisticColumns,
);

/**
 * ANALYZE sees an expression's value as it is computed, often with a longer header than it is stored with, and never
 * compressed or out of line as a long one is in the sample.
 */
const corrected = correlated.replace(
  'stawidth',
  `coalesce(pg_catalog.round(case when t.computed > ${longValue}::float8 then t.computed
    else stawidth::float8 + t.computed - t.stored end)::int, stawidth)`,
);

/**
 * What somebody has set takes the place of what ANALYZE estimates (do_analyze_rel, analyze.c), and what is expected
 * that of an estimate which differs from it by chance.
 */
const distinctOf = (inherited: boolean, rows: number) => `coalesce(
  (select option_value::float4 from pg_catalog.pg_attribute own, pg_catalog.pg_options_to_table(own.attoptions)
   where own.attrelid = t.oid and own.attnum = t.number
     and option_name = '${inherited ? 'n_distinct_inherited' : 'n_distinct'}' and option_value::float4 <> 0::float4),
  case when case when stadistinct < 0::float4 then -stadistinct::float8 * ${rows}::float8 else stadistinct::float8 end
    between t.lowest and t.highest then t.expected end,
  stadistinct)`;

/** Estimates that take the place of ANALYZE's own, by column. */
export interface Expected {
  readonly distinct: ReadonlyMap<string, ExpectedDistinct>;
  /** Rows that ANALYZE finds. */
  readonly rows: number;
}
const nothing: Expected = { distinct: new Map(), rows: 0 };

/** Gives relations and the expressions of their indexes the statistics of ANALYZE parents, in place of their own. */
export async function copyStatistics(
  connection: Connection,
  analyzeParents: readonly AnalyzeParent[],
  targets: readonly Target[],
  expected = nothing,
): Promise<void> {
  const [first] = targets;
  if (first === undefined) return;
  const { inherited } = first;
  const owners = targets
    .flatMap(({ relation }) => [relation.oid, ...relation.indexes.map((index) => index.oid)])
    .join(', ');
  await connection.query(`
    begin;
    delete from pg_catalog.pg_statistic where starelid = any ('{${owners}}'::oid[]) and stainherit = ${inherited};
    ${analyzeParents.map((analyzeParent) => copyOne(analyzeParent, targets, inherited, expected)).join('')}
    commit`);
}

function copyOne(
  analyzeParent: AnalyzeParent,
  targets: readonly Target[],
  inherited: boolean,
  { distinct, rows }: Expected,
): string {
  const { parent, statistics, rowNumber } = analyzeParent;
  const places = targets.flatMap(({ relation }) => placesIn(relation, analyzeParent, distinct));
  const ordinary =
    places.length === 0
      ? ''
      : `
    insert into pg_catalog.pg_statistic (starelid, staattnum, stainherit, ${statisticColumns})
    select t.oid, t.number, ${inherited}, ${corrected.replace('stadistinct', distinctOf(inherited, rows))}
    from (values ${places.join(', ')}) as t (oid, number, name, computed, stored, expected, lowest, highest)
      join pg_catalog.pg_attribute a on a.attrelid = '${parent}'::regclass::oid and a.attname = t.name
      join pg_catalog.pg_statistic s on s.starelid = a.attrelid and s.staattnum = a.attnum and s.stainherit
      cross join (select coalesce(pg_catalog.max(correlation), 1) as correlation from pg_catalog.pg_stats
                  where schemaname = '${ownSchema}' and tablename = pg_catalog.split_part('${parent}', '.', 2)
                    and attname = '${rowNumber}' and inherited) as "order";`;
  const extended = statistics.map(
    ({ of, name }) => `
    delete from pg_catalog.pg_statistic_ext_data where stxoid = '${of}' and stxdinherit = ${inherited};
    insert into pg_catalog.pg_statistic_ext_data (stxoid, stxdinherit, stxdndistinct, stxddependencies, stxdmcv, stxdexpr)
    select ${of}, ${inherited}, stxdndistinct, stxddependencies, stxdmcv, stxdexpr
    from pg_catalog.pg_statistic_ext_data d join pg_catalog.pg_statistic_ext s on s.oid = d.stxoid
    where s.stxnamespace = '${ownSchema}'::regnamespace and s.stxname = '${name}' and d.stxdinherit;`,
  );
  return ordinary + extended.join('');
}

/**
 * Rows of (relation, column number there, column of the ANALYZE parent, mean bytes of an expression and of its copy,
 * expected distinct values and the estimates for which these may stand).
 */
function placesIn(
  target: Relation,
  analyzeParent: AnalyzeParent,
  distinct: Expected['distinct'],
): readonly string[] {
  const { relation, own, columns, expressions } = analyzeParent;
  const columnsThere = target.columns
    .filter(({ name }) => own.has(name) && columns.has(name))
    .map(
      ({ number, name }) =>
        `('${target.oid}'::oid, ${number}, ${literal(name)}, null::float8, null::float8, ${estimate(distinct.get(name))})`,
    );
  const expressionsThere = expressions.flatMap((each) => {
    const body = relation.indexes.find(({ oid }) => oid === each.index)?.body;
    return target.indexes
      .filter((candidate) => candidate.oid === each.index || candidate.body === body)
      .map(({ oid }) => {
        const sizes = [each.expression, each.column].map((of) => bytesOf(analyzeParent, each, of));
        return `('${oid}'::oid, ${each.position}, ${literal(each.column)}, ${sizes.join(', ')}, ${estimate(undefined)})`;
      });
  });
  return [...columnsThere, ...expressionsThere];
}

function estimate(expected: ExpectedDistinct | undefined): string {
  const { distinct = null, lowest = null, highest = null } = expected ?? {};
  return `${distinct}::float4, ${lowest}::float8, ${highest}::float8`;
}

/** Rows that tell how long a computed value is, and its stored copy. */
const measuredRows = 200;

function bytesOf({ sample }: AnalyzeParent, { column }: ExpressionColumn, value: string): string {
  return `(select pg_catalog.avg(pg_catalog.pg_column_size((${value})))::float8
    from (select s.* from ${sample} as s where s.${column} is not null limit ${measuredRows}) as given)`;
}

function literal(name: string): string {
  return `${quoteLiteral(name)}::name`;
}
