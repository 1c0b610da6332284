import type { StatisticComparison } from '../types';
import { exact, relative, usualSample } from './allowances';
import { compareColumn } from './compare-column';
import { compareEnds } from './compare-ends';
import { compareExtended } from './compare-extended';
import { comparer } from './comparer';
import type { ColumnFigures, ExtendedFigures, RelationFigures, Statistics } from './read';

/**
 * Compares figure by figure what the planner would know of virtual tables with what it knows of real ones.
 *
 * @param real one reading for each run of ANALYZE on the same rows
 * @param sampled rows that ANALYZE reads of a large table: what chance may set apart follows from them
 */
export function compareStatistics(
  virtual: Statistics,
  real: readonly Statistics[],
  sampled = usualSample,
): readonly StatisticComparison[] {
  const [first] = real;
  if (first === undefined) return [];
  const rowsOf = (table: string) =>
    Math.min(sampled, first.relations.find(({ name }) => name === table)?.reltuples ?? sampled);
  const relations = first.relations.flatMap(({ name }) => {
    const readings = real.flatMap(({ relations: all }) => all.filter((each) => each.name === name));
    const mine = virtual.relations.find((each) => each.name === name);
    return mine === undefined ? [] : compareRelation(mine, readings);
  });
  const columns = first.columns.flatMap((one) => {
    const readings = real.flatMap(({ columns: all }) => all.filter((other) => isSame(one, other)));
    const mine = virtual.columns.find((other) => isSame(one, other));
    if (mine === undefined) return [oneSided(one, 0)];
    return compareColumn(mine, readings, rowsOf(one.table));
  });
  const further = virtual.columns
    .filter((mine) => !first.columns.some((one) => isSame(one, mine)))
    .map((mine) => oneSided(mine, 1));
  const extended = first.extended.flatMap((one) => {
    const same = ({ table, name, inherited }: ExtendedFigures): boolean =>
      table === one.table && name === one.name && inherited === one.inherited;
    const readings = real.flatMap(({ extended: all }) => all.filter(same));
    return compareExtended(virtual.extended.find(same), readings, rowsOf(one.table));
  });
  const ends = first.ends.flatMap((one) => {
    const mine = virtual.ends.find(({ index }) => index === one.index);
    const column = first.columns.find(
      (each) => each.table === one.table && each.column === one.column && !each.inherited,
    );
    return mine === undefined ? [] : compareEnds(mine, one, column);
  });
  return [...relations, ...columns, ...further, ...extended, ...ends];
}

function isSame(one: ColumnFigures, other: ColumnFigures): boolean {
  return (
    other.table === one.table && other.column === one.column && other.inherited === one.inherited
  );
}

/** Statistics that only one of the two has. */
function oneSided({ table, column }: ColumnFigures, virtual: 0 | 1): StatisticComparison {
  const subject = `${table}.${column}`;
  const real = 1 - virtual;
  return comparer(subject, { there: virtual }, [{ there: real }])(
    'has statistics',
    exact,
    (of) => of.there,
  );
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
