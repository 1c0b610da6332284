import type { World } from '../../engine/types';
import { statisticsInSchemas } from '../../postgres/catalog/statistics-slots';
import type { Catalog } from '../../postgres/catalog/types';
import { qualifiedName } from '../../postgres/quote';
import type { Connection } from '../../postgres/types';
import { growth } from '../../trial/work/growth';
import type { CountedColumn, DistinctCounts } from './distinct-counts';
import { distinctAt } from './extrapolate-distinct';
import type { Trial } from '../../trial/open-trial';
import { conditionsOf } from '../index/conditions';
import type { DistinctFigure } from '../situation';
import type { Subject } from '../types';
import { weightyAccesses } from '../weighty';

/** Columns of one subject whose values are counted: each count reads a table of the trial twice. */
const mostColumns = 3;

/** A number of values that grows with this power and more is a share of the rows; else it is a number of its own. */
const proportional = 0.9;

/**
 * What the planner believes of the numbers of distinct values at the largest row count in question, and what is
 * counted on the loaded rows, extrapolated to there.
 */
export async function distinctFigures(
  {
    trial,
    counts,
    world,
    catalog,
  }: {
    readonly trial: Pick<Trial, 'sizes'>;
    readonly counts: DistinctCounts;
    readonly world: World;
    readonly catalog: Catalog;
  },
  { of, target: { plan, scale } }: Subject,
): Promise<readonly DistinctFigure[]> {
  const columns = plan.accesses.flatMap(({ schema, relation }) => [{ schema, relation }]);
  const wanted = weightyAccesses(plan)
    .flatMap((access) =>
      conditionsOf(access, plan, catalog, undefined).equal.map((column) => ({
        schema: access.schema,
        relation: access.relation,
        column,
      })),
    )
    .slice(0, Math.min(mostColumns, columns.length * mostColumns));
  const found: DistinctFigure[] = [];
  for (const each of wanted) {
    const believed = await world.inspect(scale, (connection) => believedOf(connection, each));
    if (believed === undefined || isListed(believed)) continue;
    const counted: { size: number; value: number; rows: number }[] = [];
    for (const size of trial.sizes.slice(-3)) {
      const count = await counts(of, each, size);
      if (count !== undefined) counted.push({ size, ...count });
    }
    const last = counted.at(-1);
    const grown = growth(counted.slice(-2));
    if (grown === undefined || last === undefined) continue;
    const share = grown.slope >= proportional;
    const real = share ? (last.value / last.rows) * believed.rows : distinctAt(counted, scale);
    found.push({
      ...each,
      believed: believed.n < 0 ? -believed.n * believed.rows : believed.n,
      real,
      option: share ? -Number((last.value / last.rows).toPrecision(2)) : Math.round(real),
    });
  }
  return found;
}

/** What the statistics say of a column. */
interface Believed {
  /** `pg_statistic.stadistinct`. */
  readonly n: number;
  /** Rows of the table. */
  readonly rows: number;
  /** Entries of the list of most common values, which is in the first slot (compute_scalar_stats, analyze.c). */
  readonly listed: number;
}

async function believedOf(
  connection: Connection,
  { schema, relation, column }: CountedColumn,
): Promise<Believed | undefined> {
  const { rows } = await connection.query<Believed>(
    `select s.stadistinct::float8 as n, c.reltuples::float8 as rows,
            case when s.stakind1 = 1 then pg_catalog.cardinality(s.stanumbers1) else 0 end as listed
       from ${statisticsInSchemas}
      where c.oid = $1::regclass::oid and a.attname = $2 and not s.stainherit`,
    [qualifiedName(schema, relation), column],
  );
  return rows[0];
}

/** Where each value has a share of its own in the statistics, the planner divides by no number of values. */
const isListed = ({ n, listed }: Believed): boolean => n > 0 && listed >= n;
