import { type Dependence, dependenceOf } from '../../../model/dependence';
import type { Model, TableModel } from '../../../model/types';
import type { Relation, RelationColumn } from '../catalog/relations';
import { ownBound } from '../catalog/bounds';
import { columnKinds } from '../keys/column-kinds';

/** The partitions of one table, and what it takes to tell which of them a row belongs to. */
export interface Level {
  readonly children: readonly Relation[];
  /** What a row of each child satisfies beside what rows of the parent do, as SQL over the columns. */
  readonly bounds: readonly string[];
  /** The column that alone decides, if it is one. */
  readonly key: string | undefined;
  /**
   * What decides: the row's draws, its number, or both. Under hash partitioning a serial number is as good as a draw,
   * for the rows of a partition then lie evenly among all.
   */
  readonly by: 'draws' | 'numbers' | 'both';
  /** Whether the draws decide on more than the number itself: on values that other columns may follow. */
  readonly chosen: boolean;
  /** Whether the partition key has the same values at every row count: all of it, nothing of it, or a part. */
  readonly invariant: 'all' | 'none' | 'some';
}

export function levelOf(
  model: Model,
  table: string,
  parent: Relation,
  relations: readonly Relation[],
): Level {
  const definition = model.table(table);
  const children = relations.filter(({ parents }) => parents.includes(parent.oid));
  const bounds = children.map((child) => ownBound(child, parent));
  const counted = countedColumns(definition, parent).map((column) => ({
    ...column,
    distribution: { kind: 'serial', start: 1 } as const,
  }));
  const keys = [...definition.columns, ...counted].filter(({ name }) =>
    parent.keyColumns.includes(name),
  );
  const kinds = columnKinds(model, definition);
  const hashed = bounds.every((bound) => bound.startsWith('satisfies_hash_partition('));
  const serial = keys.filter(({ distribution }) => distribution.kind === 'serial');
  const deciding = hashed ? keys.filter((key) => !serial.includes(key)) : keys;
  const invariant = deciding.filter(({ name }) => kinds.get(name) === 'invariant');
  const sources = new Set(
    deciding.flatMap((key) => [
      ...sourcesOf(dependenceOf(key.distribution, { model, table: definition })),
    ]),
  );
  return {
    children,
    bounds,
    key: keys.length === 1 ? keys[0]?.name : undefined,
    by: !sources.has('number') ? 'draws' : sources.has('draws') ? 'both' : 'numbers',
    chosen: deciding.length > 0,
    invariant:
      invariant.length === deciding.length ? 'all' : invariant.length === 0 ? 'none' : 'some',
  };
}

/** Columns that the server counts up and the model leaves out. */
export function countedColumns(
  { columns }: TableModel,
  relation: Relation,
): readonly RelationColumn[] {
  const known = new Set(columns.map(({ name }) => name));
  return relation.columns.filter(({ name, counted }) => counted && !known.has(name));
}

type Source = 'draws' | 'number';

/** What puts a row into a partition by a column's value. */
function sourcesOf({ draws, row, raw }: Dependence): readonly Source[] {
  return [
    ...(draws === 'none' ? [] : (['draws'] as const)),
    ...(row === 'none' && raw === 'none' ? [] : (['number'] as const)),
  ];
}
