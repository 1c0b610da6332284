import { PlancliffError } from '../../../errors';
import { formatShare } from '../../../text/figures';
import type { Relation } from '../catalog/relations';
import type { VirtualContext } from '../context';
import { referenceScale } from '../rows/reference-scale';
import { found, scattered, type RowSubset, consecutiveRows } from '../rows/row-subset';
import { openMemo, topic } from '../once';
import type { WholeTable } from '../tables/whole-table';
import type { Route } from './route';
import { type Level, levelOf } from './partition-levels';
import { findKeys, findPairs, findPlaces, liesTogether, type Probed } from './route-sample-rows';
import type { Sample } from '../rows/positions';

/** By table, where they are the same at every row count. */
const routesOfTables = topic<Promise<readonly Route[]>>('database');

/**
 * Which rows each partition has: by its own bound, asked of the server. Where the partition key has the same values at
 * every row count, it is asked once.
 */
export async function routeRows(
  context: VirtualContext,
  of: WholeTable,
): Promise<readonly Route[]> {
  const { model } = context;
  const definition = model.table(of.table);
  const invariant = levelsBelow(context, of, of.root).every((level) => level.invariant === 'all');
  const route = (scale: number) => routeAt(context, { ...of, scale });
  if (!invariant) return route(of.scale);
  const reference = referenceScale(definition);
  return definition.partitionsAt === undefined
    ? context.once(routesOfTables, of.table, () => route(reference))
    : route(reference);
}

function routeAt(context: VirtualContext, of: WholeTable): Promise<readonly Route[]> {
  const total = context.model.table(of.table).rows(of.scale);
  const all: Route = {
    leaf: of.root,
    total,
    first: 1,
    last: total,
    density: 1,
    chosen: false,
    keyShares: new Map(),
    invariantNumbers: true,
    invariantKeys: 'all',
  };
  return descend({ context, of, once: openMemo() }, all);
}

function levelsBelow(context: VirtualContext, of: WholeTable, parent: Relation): readonly Level[] {
  if (parent.kind !== 'partitioned') return [];
  const level = levelOf(context.model, of.table, parent, of.relations);
  return [level, ...level.children.flatMap((child) => levelsBelow(context, of, child))];
}

type Way = Pick<Probed, 'context' | 'of' | 'once'>;

async function descend(way: Way, route: Route): Promise<readonly Route[]> {
  if (route.leaf.kind !== 'partitioned') return [route];
  const { context, of } = way;
  const level = levelOf(context.model, of.table, route.leaf, of.relations);
  const routes: Route[] = [];
  for (const child of await split({ ...way, route, level })) {
    routes.push(...(await descend(way, child)));
  }
  return routes;
}

/** The routes of the children. */
function split(probed: Probed): Promise<readonly Route[]> {
  if (probed.route.draws !== undefined || probed.level.by === 'both') return splitByBoth(probed);
  return probed.level.by === 'draws' ? splitByDraws(probed) : splitByNumbers(probed);
}

async function splitByDraws(probed: Probed): Promise<readonly Route[]> {
  const { route, level } = probed;
  return complete(probed, await findKeys(probed)).map(({ keys, share }, k) => ({
    ...route,
    leaf: level.children[k] as Relation,
    density: route.density * share,
    keys,
    keyShares: sharesBelow(probed, share),
    chosen: route.chosen || level.chosen,
    invariantKeys:
      route.chosen && route.invariantKeys !== level.invariant ? 'some' : level.invariant,
  }));
}

async function splitByNumbers(probed: Probed): Promise<readonly Route[]> {
  const { route, level } = probed;
  const invariantNumbers = route.invariantNumbers && level.invariant === 'all';
  return complete(probed, await findPlaces(probed)).map(({ positions, share, step }, k) => {
    const leaf = level.children[k] as Relation;
    const keyShares = sharesBelow(probed, share);
    const [first = 1] = positions;
    const last = positions.at(-1) ?? 0;
    const length = last - first + 1;
    if (liesTogether({ positions, step }) && route.places === undefined)
      return { ...route, leaf, keyShares, invariantNumbers, first, last };
    const density = (share * rowsOf(route)) / Math.max(1, length);
    return { ...route, leaf, keyShares, invariantNumbers, first, last, density, places: positions };
  });
}

async function splitByBoth(probed: Probed): Promise<readonly Route[]> {
  const { route, level } = probed;
  return complete(probed, await findPairs(probed)).map(({ positions, draws, share }, k) => {
    const [first = 1] = positions;
    const last = positions.at(-1) ?? 0;
    return {
      ...route,
      leaf: level.children[k] as Relation,
      first,
      last,
      density: (share * rowsOf(route)) / Math.max(1, last - first + 1),
      places: positions,
      draws,
      chosen: true,
      invariantNumbers: route.invariantNumbers && level.invariant === 'all',
      invariantKeys: level.invariant,
    };
  });
}

/** Shares are counts of rows that were looked up: a smaller loss than this is one of arithmetic. */
const lost = 1e-7;

/**
 * The children's shares of the table's rows. Only rows of the table itself are looked at: those of a partition are
 * known by their bounds alone where it has partitions in turn.
 *
 * @throws PlancliffError `model` where some rows fit no partition
 */
function complete<Found extends { readonly share: number }>(
  { context, of, route, level }: Probed,
  found: readonly Found[],
): readonly Found[] {
  const share = found.reduce((sum, child) => sum + child.share, 0);
  if (route.leaf !== of.root || share >= 1 - lost) return found;
  const bounds = level.children.length;
  const without = formatShare(1 - share);
  throw new PlancliffError('model', {
    message: `${context.file}: tables.${of.table}: ${without} of the rows fit no partition`,
    reason: `their partition key lies in none of its ${bounds} partitions`,
    hint: 'Add a partition for these keys, or a default partition, to the schema; or change the distribution of the partition key.',
  });
}

function sharesBelow({ route, level }: Probed, share: number): Route['keyShares'] {
  const { keyShares } = route;
  if (level.key === undefined || share === 0) return keyShares;
  return new Map([...keyShares, [level.key, share * (keyShares.get(level.key) ?? 1)]]);
}

function rowsOf({ first, last, density }: Route): number {
  return (last - first + 1) * density;
}

/** The rows of a partition at a row count of its table. */
export function rowSubsetOf(route: Route, rows: number): RowSubset {
  return { ...rowsIn(route, rows), keyShares: route.keyShares };
}

function rowsIn(route: Route, rows: number): RowSubset {
  const { leaf, total, density, keys, chosen, draws } = route;
  const at = (row: number): number =>
    total === rows ? row : Math.round(1 + ((row - 1) * (rows - 1)) / Math.max(1, total - 1));
  const first = at(route.first);
  const last = route.last < route.first ? first - 1 : Math.max(first, at(route.last));
  const estimated = Math.round((last - first + 1) * density);
  if (draws !== undefined) {
    return found(leaf, estimated, strictlyRising((route.places ?? []).map(at), draws));
  }
  const places = route.places && strictlyRising(route.places.map(at)).positions;
  if (places === undefined && keys === undefined) return consecutiveRows(leaf, first, last);
  const complete = places === undefined && keys !== undefined && last <= keys.until;
  return scattered({
    relation: leaf,
    rows: complete ? keys.list.filter((key) => key >= first && key <= last).length : estimated,
    first,
    last,
    places,
    keys: keys?.list,
    chosen,
    complete,
  });
}

/** Row numbers of a larger table may come to the same one in a smaller one: the first of them stays. */
function strictlyRising(positions: readonly number[], draws: readonly number[] = []): Sample {
  const isFirst = (k: number): boolean => positions[k] !== positions[k - 1];
  return {
    positions: positions.filter((_, k) => isFirst(k)),
    draws: draws.filter((_, k) => isFirst(k)),
  };
}

/**
 * Where the sample of columns lies that have the same values at every row count; undefined where it must be drawn
 * anew for each.
 */
export function invariantRows(route: Route, rows: number): RowSubset | undefined {
  if (!route.invariantNumbers) return undefined;
  if (!route.chosen || route.invariantKeys === 'all') return rowSubsetOf(route, rows);
  if (route.invariantKeys === 'some' || route.draws !== undefined) return undefined;
  // What the partition key is made of is not among those columns: to them one row is as good as another.
  return rowSubsetOf({ ...route, keys: undefined, chosen: false }, rows);
}
