import { isScalar, keyShare } from '../../../model/parts-of';
import type { Distribution } from '../../../model/types';
import type { RelationIndex } from '../catalog/relations';
import { type ColumnContext, columnKeyDistribution } from './column-keys';
import { columnContext, columnOf, type IndexedTable } from './index-keys';
import type { KeyDistribution } from './key-distribution';

type Of<K extends Distribution['kind']> = Extract<Distribution, { readonly kind: K }>;

/** Keys of a GIN index that are equally common. */
export interface GinClass {
  readonly keys: number;
  /** Chance that a row has one of them, 0 to 1: a row has several keys, and each but once. */
  readonly share: number;
}

/** How the rows of a table fall on the keys of a GIN index. */
export interface GinKeyDistribution {
  readonly classes: readonly GinClass[];
  /** Keys that no other row has: how many each row brings on average. */
  readonly fresh: number;
}

/** What the model says of an index's keys: those of arrays and of jsonb; undefined where it does not say it all. */
export function ginKeys(
  of: Omit<IndexedTable, 'distinct'>,
  index: RelationIndex,
): GinKeyDistribution | undefined {
  const { model, table, relation } = of;
  const keyDistributions = index.keys.map((number) => {
    const column = columnOf(model, table, relation, number);
    if (column === undefined) return undefined;
    const paths = index.body.includes('jsonb_path_ops');
    return columnKeys(column.distribution, columnContext(of, column.type), paths);
  });
  return all(keyDistributions);
}

function columnKeys(
  distribution: Distribution,
  context: ColumnContext,
  paths: boolean,
): GinKeyDistribution | undefined {
  // A scalar is taken apart by its operator class: into trigrams, say.
  if (isScalar(distribution)) return undefined;
  switch (distribution.kind) {
    case 'array':
      return withNoElement(distribution, arrayKeys(distribution, context));
    case 'jsonb':
      return jsonbKeys(distribution, { ...context, type: jsonbNumber }, paths);
    case 'correlated':
      return columnKeys(distribution.of, context, paths);
    case 'nullable': {
      const { share } = distribution;
      const keyDistribution = columnKeys(distribution.of, context, paths);
      return keyDistribution && all([among(1 - share, keyDistribution), oneKey(share)]);
    }
    case 'classes':
    case 'phases':
      return undefined;
  }
}

/**
 * Elements are drawn each on its own, and the row has an element's key once, however often it was drawn. Values of two places
 * are taken to differ: where they do not, the sample has fewer keys than this says, and speaks for itself.
 */
function arrayKeys(
  distribution: Of<'array'>,
  context: ColumnContext,
): GinKeyDistribution | undefined {
  const { places = [], element, empty = 0, type } = distribution;
  const lengths = lengthsOf(distribution);
  const drawnFrom = (
    of: Distribution,
    times: (length: number) => number,
  ): GinKeyDistribution | undefined => {
    const keyDistribution = columnKeyDistribution(of, { ...context, type });
    return keyDistribution && drawn(keyDistribution, lengths.map(times), context.rows);
  };
  const keyDistribution = all([
    ...places.map((of, place) => drawnFrom(of, (length) => (length > place ? 1 : 0))),
    drawnFrom(element, (length) => Math.max(0, length - places.length)),
  ]);
  return keyDistribution && among(1 - empty, keyDistribution);
}

/** GIN_CAT_EMPTY_ITEM: an array without elements has a key that stands for that. */
function withNoElement(
  { minLength, maxLength, empty = 0 }: Of<'array'>,
  keyDistribution: GinKeyDistribution | undefined,
): GinKeyDistribution | undefined {
  const none = empty + (minLength === 0 ? (1 - empty) / (maxLength + 1) : 0);
  return keyDistribution && (none > 0 ? all([keyDistribution, oneKey(none)]) : keyDistribution);
}

function lengthsOf({ minLength, maxLength }: Of<'array'>): readonly number[] {
  return Array.from({ length: maxLength - minLength + 1 }, (_, k) => minLength + k);
}

/** Numbers have no type of their own in jsonb. */
const jsonbNumber = 'double precision';

/**
 * Names and values are keys of their own, or by jsonb_path_ops each value with the way to it
 * (src/backend/utils/adt/jsonb_gin.c). Values of two names are taken to differ.
 */
function jsonbKeys(
  object: Of<'jsonb'>,
  context: ColumnContext,
  paths: boolean,
): GinKeyDistribution | undefined {
  const valuesOf = (of: Distribution): GinKeyDistribution | undefined => {
    if (of.kind === 'jsonb') return jsonbKeys(of, context, paths);
    if (of.kind === 'array') return arrayKeys(of, context);
    const keyDistribution = columnKeyDistribution(of, context);
    return keyDistribution && drawn(keyDistribution, [1], context.rows);
  };
  const entries = Object.entries(object.keys).map(
    ([key, of]) => [keyShare(object, key), of] as const,
  );
  const values = entries.map(([share, of]) => {
    const keyDistribution = valuesOf(of);
    return keyDistribution && among(share, keyDistribution);
  });
  return all(paths ? values : [...values, ...entries.map(([share]) => oneKey(share))]);
}

/** Keys of values that a row draws so many times: one of `lengths`, each as likely. */
function drawn(
  keyDistribution: KeyDistribution,
  lengths: readonly number[],
  rows: number,
): GinKeyDistribution {
  const mean = (of: (length: number) => number): number =>
    lengths.reduce((sum, length) => sum + of(length), 0) / lengths.length;
  const classes: GinClass[] = [];
  let fresh = 0;
  for (const { keys, share, spread } of keyDistribution) {
    if (spread === 0 && keys >= rows) fresh += mean((length) => length) * keys * share;
    else {
      const once = mean((length) => atLeastOnce(share, length));
      if (once > 0) classes.push({ keys, share: once });
    }
  }
  return { classes, fresh };
}

function atLeastOnce(share: number, tries: number): number {
  return tries === 0 ? 0 : -Math.expm1(tries * Math.log1p(-share));
}

function oneKey(share: number): GinKeyDistribution {
  return { classes: share > 0 ? [{ keys: 1, share }] : [], fresh: 0 };
}

function among(part: number, { classes, fresh }: GinKeyDistribution): GinKeyDistribution {
  return {
    classes: classes.map(({ keys, share }) => ({ keys, share: share * part })),
    fresh: fresh * part,
  };
}

function all(
  keyDistributions: readonly (GinKeyDistribution | undefined)[],
): GinKeyDistribution | undefined {
  const said = keyDistributions.filter((keyDistribution) => keyDistribution !== undefined);
  if (said.length < keyDistributions.length) return undefined;
  return {
    classes: said.flatMap(({ classes }) => classes),
    fresh: said.reduce((sum, { fresh }) => sum + fresh, 0),
  };
}
