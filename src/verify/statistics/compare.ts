import type { StatisticComparison } from '../types';
import type { ColumnFigures, RelationFigures, Statistics } from './read';

/** Rows that ANALYZE reads at the default statistics target: what sampling error follows from. */
const sampleRows = 30_000;
/** A frequency strays by four standard errors of a sample once in 16,000. */
const standardErrors = 4;
/** So many figures are compared that the spread of a few runs is widened by this much of itself. */
const spreadMargin = 0.5;

/** What each figure may differ by; the largest relation of two pages is one page away from its neighbour. */
const relative = (share: number, slack: number) => ({
  words: `${share * 100} %`,
  within: (virtual: number, least: number, most: number) =>
    virtual >= least * (1 - share) - slack && virtual <= most * (1 + share) + slack,
});
/**
 * The rows themselves are draws too: virtual ones are others than the real ones, which no run of ANALYZE shows.
 * That chance falls with the square root of the rows, up to as many as ANALYZE reads.
 */
const chance = (rows: number): number => 1 / Math.sqrt(Math.max(1, Math.min(rows, sampleRows)));
const spread = (rows: number) => ({
  words: 'chance of ANALYZE',
  within: (virtual: number, least: number, most: number) => {
    const middle = Math.abs(least + most) / 2;
    const margin = (most - least) * spreadMargin + 2 * chance(rows) * middle + 1;
    const fixed = Math.max(Math.abs(virtual), middle) > 1 ? margin : margin - 1;
    return virtual >= least - fixed && virtual <= most + fixed;
  },
});
const sampling = (rows: number) => ({
  words: 'sampling error',
  within: (virtual: number, least: number, most: number) => {
    const middle = (least + most) / 2;
    const error =
      standardErrors * chance(rows) * Math.sqrt(middle * (1 - middle)) + 2 * chance(rows) ** 2;
    return virtual >= least - error && virtual <= most + error;
  },
});
/** Correlation enters the cost of an index scan squared; two hundredths of it are beyond what any plan shows. */
const nearCorrelation = (rows: number) => ({
  words: 'sampling error',
  within: (virtual: number, least: number, most: number) => {
    const margin = Math.max(0.02, standardErrors * chance(rows));
    return virtual >= least - margin && virtual <= most + margin;
  },
});
const exact = {
  words: 'equal',
  within: (virtual: number, least: number, most: number) => virtual >= least && virtual <= most,
};

interface Allowance {
  readonly words: string;
  readonly within: (virtual: number, least: number, most: number) => boolean;
}

/**
 * Compares figure by figure what the planner would know of virtual tables with what it knows of real ones.
 *
 * @param real one reading for each run of ANALYZE on the same rows
 */
export function compareStatistics(
  virtual: Statistics,
  real: readonly Statistics[],
): readonly StatisticComparison[] {
  const [first] = real;
  if (first === undefined) return [];
  const relations = first.relations.flatMap(({ name }) => {
    const readings = real.flatMap(({ relations: all }) => all.filter((each) => each.name === name));
    const mine = virtual.relations.find((each) => each.name === name);
    return mine === undefined ? [] : compareRelation(mine, readings);
  });
  const columns = first.columns.flatMap((one) => {
    const same = (other: ColumnFigures): boolean =>
      other.table === one.table && other.column === one.column && other.inherited === one.inherited;
    const readings = real.flatMap(({ columns: all }) => all.filter(same));
    const mine = virtual.columns.find(same);
    const rows = first.relations.find(({ name }) => name === one.table)?.reltuples ?? sampleRows;
    return mine === undefined ? [] : compareColumn(mine, readings, rows);
  });
  return [...relations, ...columns];
}

function compareRelation(
  virtual: RelationFigures,
  real: readonly RelationFigures[],
): readonly StatisticComparison[] {
  const compare = comparer(virtual.name, virtual, real);
  const common = [compare('pages', relative(0.05, 1))];
  if (virtual.kind === 'index') {
    return virtual.level === null
      ? common
      : [...common, compare('level', exact, (of) => of.level ?? 0)];
  }
  return [
    ...common,
    compare('reltuples', relative(0.01, 0)),
    compare('relallvisible', relative(0.05, 1)),
  ];
}

function compareColumn(
  virtual: ColumnFigures,
  real: readonly ColumnFigures[],
  rows: number,
): readonly StatisticComparison[] {
  const subject = `${virtual.table}.${virtual.column}${virtual.inherited ? ' (inherited)' : ''}`;
  const compare = comparer(subject, virtual, real);
  const shared = virtual.common_values.filter((value) =>
    real.some((reading) => reading.common_values.includes(value)),
  );
  return [
    compare('n_distinct', spread(rows)),
    compare('null_frac', sampling(rows)),
    compare('avg_width', relative(0.05, 1)),
    ...(virtual.correlation === null
      ? []
      : [compare('correlation', nearCorrelation(rows), (of) => of.correlation ?? 0)]),
    compare('common values', relative(0.15, 2), (of) => of.common_values.length),
    ...shared.slice(0, 3).map((value) =>
      compare(`frequency of ${value}`, sampling(rows), (of) => {
        const place = of.common_values.indexOf(value);
        return place < 0 ? 0 : (of.common_frequencies[place] ?? 0);
      }),
    ),
    compare('histogram bounds', relative(0.05, 1), (of) => of.histogram_bounds),
  ];
}

/** Compares one figure of a subject; `read` tells a figure that is not a property of its own. */
function comparer<Figures extends object>(
  subject: string,
  virtual: Figures,
  real: readonly Figures[],
): (figure: string, allowance: Allowance, read?: (of: Figures) => number) => StatisticComparison {
  return (figure, allowance, read = (of) => Number(of[figure as keyof Figures])) => {
    const readings = real.map(read);
    const range = { least: Math.min(...readings), most: Math.max(...readings) };
    const mine = read(virtual);
    return {
      subject,
      figure,
      virtual: mine,
      real: range,
      within: allowance.within(mine, range.least, range.most),
      allowance: allowance.words,
    };
  };
}
