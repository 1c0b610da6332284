import type { Relation } from '../relations';
import { type Sample, sampleRows } from './positions';

/** The rows that one file of rows holds: those of a whole table, or those of one partition. */
export interface Stretch {
  readonly relation: Relation;
  readonly rows: number;
  /** Whether the rows follow one another in the table. */
  readonly unbroken: boolean;
  /** Row numbers, in the model's table, of the first and the last of them. */
  readonly first: number;
  readonly last: number;
  /** What ANALYZE would read of its first `rows` rows. */
  sample(rows: number, size: number, rowsPerPage: number): Sample;
}

/** Rows that follow one another in the table: all of it, or a range of a column that rises with them. */
export function unbroken(relation: Relation, first: number, last: number): Stretch {
  return {
    relation,
    rows: last - first + 1,
    unbroken: true,
    first,
    last,
    sample(rows, size, rowsPerPage) {
      const { positions, draws } = sampleRows({ rows, size: Math.min(rows, size), rowsPerPage });
      return { positions: positions.map((position) => position + first - 1), draws };
    },
  };
}

/** Rows that lie scattered over the table, of which only those of `known` were found. */
export function scattered(relation: Relation, rows: number, known: Sample): Stretch {
  const { positions, draws } = known;
  return {
    relation,
    rows,
    unbroken: false,
    first: positions[0] ?? 1,
    last: positions.at(-1) ?? 1,
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
