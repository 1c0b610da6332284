import type { PartialShare } from '../sizes/stored-sample';
import type { Model } from '../../../model/types';
import { identifiersIn } from '../../../postgres/identifiers';
import { ownColumn } from '../../../postgres/own-name';
import type { Connection } from '../../../postgres/types';
import type { RelationIndex } from '../catalog/relations';
import { bigints, sampledRows, selectRows } from '../rows/insert-rows';
import type { RowSubset } from '../rows/row-subset';
import { baseColumns } from '../catalog/base-columns';
import { isInvariantColumn } from '../keys/invariant-keys';

/** Rows that are tested first, and where hardly any of them is in the index. */
const tested = 20_000;
const testedAgain = 120_000;
/** So many rows found in the index tell its share of the rows well enough: to a fortieth. */
const enough = 1_600;
/** Rows looked at within the first cell, and within the last. */
const atEnds = 4_000;

/**
 * The share of the rows that a partial index has at this very row count; undefined where that is the same at every
 * row count. A condition on the row number, on keys of a table that grows, or on a computed value is none that a
 * sample of another row count could tell.
 */
export async function partialShare(
  connection: Connection,
  model: Model,
  { table, scale, rowSubset }: { table: string; scale: number; rowSubset: RowSubset },
  index: RelationIndex,
): Promise<PartialShare | undefined> {
  const { relation } = rowSubset;
  const { predicate } = index;
  if (predicate === null) return undefined;
  const names = identifiersIn(predicate);
  const named = relation.columns.filter(({ name }) => names.has(name));
  const invariant = named.every(({ number }) => isInvariantColumn(model, table, relation, number));
  const scattered = rowSubset.chosen || rowSubset.rows !== rowSubset.last - rowSubset.first + 1;
  if (invariant || scattered) return undefined;
  const numbered = ownColumn(relation, 'row');
  const { select } = selectRows({
    model,
    table,
    scale,
    relation,
    into: '',
    source: sampledRows,
    only: new Set(named.flatMap(({ number }) => baseColumns(relation, number))),
    numbered,
    computed: named.flatMap(({ generated, expression, sqlName }) =>
      generated === null || expression === null ? [] : [{ sqlName, expression }],
    ),
    where: predicate,
  });
  const count = async (places: Places): Promise<readonly string[]> => {
    const list = bigints(places.positions);
    const { rows } = await connection.query<{ found: string | null }>(
      `select pg_catalog.string_agg(met.${numbered}::text, ',') as found from (${select}) as met`,
      [list, list],
    );
    return rows[0]?.found?.split(',') ?? [];
  };
  const shareOf = (places: Places, found: readonly string[]): number =>
    found.reduce((sum, row) => sum + (places.weights.get(Number(row)) ?? 0), 0) / rowSubset.rows;
  const few = placesOf(rowSubset, tested);
  const found = await count(few);
  if (found.length >= enough || rowSubset.rows <= tested) {
    return { share: shareOf(few, found), exact: true };
  }
  const many = placesOf(rowSubset, testedAgain);
  const again = await count(many);
  return {
    share: shareOf(many, again),
    exact: again.length >= enough || rowSubset.rows <= testedAgain,
  };
}

interface Places {
  readonly positions: readonly number[];
  /** Rows that each position stands for. */
  readonly weights: ReadonlyMap<number, number>;
}

/**
 * One row of each of so many equal cells; of the first and the last cell many more, the closer to the end the
 * denser, so that an index over the first thousand of a billion rows is seen.
 */
function placesOf({ first, rows }: RowSubset, cells: number): Places {
  const count = Math.min(rows, cells);
  const bounds = new Set<number>();
  for (let k = 0; k <= count; k += 1) bounds.add(Math.round((k * rows) / count));
  const cell = Math.max(1, Math.floor(rows / count));
  for (let k = 0; k <= atEnds; k += 1) {
    const near = Math.round(cell ** (k / atEnds));
    bounds.add(near).add(rows - near);
  }
  const sorted = [...bounds].sort((a, b) => a - b);
  const weights = new Map<number, number>();
  for (const [k, end] of sorted.entries()) {
    const begin = sorted[k - 1];
    if (begin === undefined) continue;
    // Not always the same place in the cell: values may repeat with the row number.
    const place = begin + Math.floor(((k * 0.6180339887498949) % 1) * (end - begin));
    weights.set(first + place, end - begin);
  }
  return { positions: [...weights.keys()], weights };
}
