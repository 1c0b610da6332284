import type { Relation } from '../catalog/relations';
import { type Sample, sampleRows, uniform } from './positions';

/** The rows that one file of rows holds: those of a whole table, or those of one partition. */
export interface RowSubset {
  readonly relation: Relation;
  readonly rows: number;
  /** Row numbers, in the model's table, of the first and the last of them. */
  readonly first: number;
  readonly last: number;
  /** Whether the rows have draw keys that others may not have: it is these that put them into the partition. */
  readonly chosen: boolean;
  /** Some of its rows in their order, where number and draw key decide together. */
  readonly pairs?: Sample;
  /** Draw keys of some of its rows; absent where any key will do. */
  readonly keys?: readonly number[];
  /** Share of the table's rows whose value lies in the partition, for columns that alone decide on that. */
  readonly keyShares?: ReadonlyMap<string, number>;
  /**
   * What ANALYZE would read of its first `rows` rows.
   *
   * @param luck number of a sample by chance; the balanced one where absent
   */
  sample(rows: number, size: number, rowsPerPage: number, luck?: number): Sample;
}

/** Rows that follow one another in the table: all of it, or a range of a column that rises with them. */
export function consecutiveRows(relation: Relation, first: number, last: number): RowSubset {
  return {
    relation,
    rows: last - first + 1,
    first,
    last,
    chosen: false,
    sample(rows, size, rowsPerPage, luck) {
      const sample = sampleRows({ rows, size: Math.min(rows, size), rowsPerPage, luck });
      if (first === 1) return sample;
      const positions = sample.positions.map((position) => position + first - 1);
      return { positions, draws: sample.draws };
    },
  };
}

/** Rows evenly among others. */
export interface Scattered {
  readonly relation: Relation;
  readonly rows: number;
  readonly first: number;
  readonly last: number;
  /** Ascending row numbers among which they lie, in place of all from `first` to `last`. */
  readonly places?: readonly number[] | undefined;
  /** Ascending draw keys that put a row among them. */
  readonly keys?: readonly number[] | undefined;
  /** Whether the keys decide on more than that: they then are the only ones whose values a sample may have. */
  readonly chosen: boolean;
  /** Whether the keys between `first` and `last` are the numbers of all the rows there are. */
  readonly complete: boolean;
}

/** Rows evenly among those of a subset of rows, with draw keys of their own. */
export function scattered(of: Scattered): RowSubset {
  const { relation, rows, first, last, places, keys = [], chosen, complete } = of;
  const all = complete ? keys.filter((key) => key >= first && key <= last) : undefined;
  const among = places ?? { length: last - first + 1 };
  const place = (index: number): number => places?.[index] ?? first + index;
  return {
    relation,
    rows,
    first,
    last,
    chosen,
    ...(of.keys === undefined ? {} : { keys: of.keys }),
    sample(wanted, size, rowsPerPage, luck) {
      if (all !== undefined && wanted <= size) {
        const real = all.slice(0, wanted);
        return { positions: real, draws: real };
      }
      const step = among.length / Math.max(rows, wanted);
      // Of fewer known places than rows, each is taken once at most: pages of such rows are not known.
      const { positions, draws } =
        step < 1
          ? sampleRows({
              rows: among.length,
              size: Math.min(wanted, size, among.length),
              rowsPerPage: Infinity,
              luck,
            })
          : sampleRows({ rows: wanted, size: Math.min(wanted, size), rowsPerPage, luck });
      const nth = (position: number): number => Math.floor((position - 0.5) * Math.max(1, step));
      const evenly = { positions: positions.map((position) => place(nth(position))), draws };
      const spread =
        places === undefined && step > 1 && wanted <= size * rowsPerPage
          ? scatter({ positions, draws }, { first, step, length: among.length })
          : evenly;
      if (!chosen) return spread;
      const kept = spread.draws.flatMap((draw, k) => (draw <= keys.length ? [k] : []));
      return {
        positions: kept.map((k) => spread.positions[k] as number),
        draws: kept.map((k) => keys[(spread.draws[k] as number) - 1] as number),
      };
    },
  };
}

/** Moves rising numbers as far as each has to go to occur once, none beyond `most`. */
export function strictlyRising(rising: readonly number[], most: number): readonly number[] {
  let next = -Infinity;
  const moved = rising.map((each) => {
    next = Math.max(next, each) + 1;
    return next - 1;
  });
  let free = most;
  for (let k = moved.length - 1; k >= 0 && (moved[k] as number) > free; k -= 1) {
    moved[k] = free;
    free -= 1;
  }
  return moved;
}

/** Steps over which a row may lie: many enough that the rows of a short run are as uneven as if each were drawn. */
const scatteredOver = 16;

/**
 * Rows by chance around evenly spaced ones. Evenly spaced they would show hardly a value twice of a column whose equal
 * values follow one another in the table: 20 % too many distinct ones where a tenth of the rows is in the partition.
 */
function scatter(
  { positions, draws }: Sample,
  {
    first,
    step,
    length,
  }: { readonly first: number; readonly step: number; readonly length: number },
): Sample {
  const rows = positions
    .map((position, k) => {
      const draw = draws[k] as number;
      const moved = (position - 0.5 + scatteredOver * (uniform(draw, scatterAttempt) - 0.5)) * step;
      // A row beyond an end comes back as far within.
      const inside = moved < 0 ? -moved : moved > length ? 2 * length - moved : moved;
      return { draw, index: Math.min(length - 1, Math.max(0, Math.floor(inside))) };
    })
    .sort((a, b) => a.index - b.index || a.draw - b.draw);
  const indexes = strictlyRising(
    rows.map(({ index }) => index),
    length - 1,
  );
  return { positions: indexes.map((index) => first + index), draws: rows.map(({ draw }) => draw) };
}

/** Tells this use of a draw key from others. */
const scatterAttempt = 64;

/** Rows of which a part was found: row numbers and the draw keys that they were found with. */
export function found(relation: Relation, rows: number, known: Sample): RowSubset {
  const { positions, draws } = known;
  return {
    relation,
    rows,
    first: positions[0] ?? 1,
    last: positions.at(-1) ?? 1,
    chosen: true,
    pairs: known,
    sample(_, size) {
      const step = Math.max(1, positions.length / size);
      const places = Array.from({ length: Math.min(positions.length, size) }, (_, k) =>
        Math.floor(k * step),
      );
      return {
        positions: places.map((place) => positions[place] as number),
        draws: places.map((place) => draws[place] as number),
      };
    },
  };
}
