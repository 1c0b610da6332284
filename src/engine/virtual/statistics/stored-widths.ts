import type { Connection } from '../../../postgres/types';
import type { VirtualContext } from '../context';
import type { Relation } from '../catalog/relations';
import { bigints, insertRows, sampledRows } from '../rows/insert-rows';
import { referenceScale } from '../rows/reference-scale';
import { consecutiveRows } from '../rows/row-subset';
import type { Target } from './copy-statistics';
import { topic } from '../once';
import { ownSchema } from '../../../postgres/own-schema';

/** Mean bytes of columns as they are stored, by name; none of a table whose rows are too short to matter. */
export type StoredWidths = ReadonlyMap<string, number>;

/** By table. */
const widthsOfTables = topic<Promise<StoredWidths>>('run');

/** Rows that show whether a table has long rows, and rows that show the widths. */
const few = 300;
const many = 10_000;
/** A row of 2 kB is compressed or moved out of line in part: hardly any is, where the mean is below this. */
const longRow = 400;

/**
 * ANALYZE measures values as they are stored, and whether one is compressed or moved out of line depends on the
 * length of its whole row (heap_toast_insert_or_update, src/backend/access/heap/heaptoast.c). Sample tables have
 * other rows than the table: fewer columns, and those of expressions. Learned once for all scales and databases.
 */
export function storedWidths(
  context: VirtualContext,
  table: string,
  relation: Relation,
): Promise<StoredWidths> {
  return context.once(widthsOfTables, table, () => learn(context, table, relation));
}

async function learn(
  { connection, model }: VirtualContext,
  table: string,
  relation: Relation,
): Promise<StoredWidths> {
  const scale = referenceScale(model.table(table));
  const rows = model.table(table).rows(scale);
  const name = `${ownSchema}.stored_${relation.oid}`;
  const sizes = relation.columns.map(
    ({ sqlName }) => `coalesce(pg_catalog.pg_column_size(stored.${sqlName}), 0)`,
  );
  const fill = async (size: number): Promise<void> => {
    const sample = consecutiveRows(relation, 1, rows).sample(rows, Math.min(size, rows), Infinity);
    const insert = insertRows({ model, table, relation, scale, into: name, source: sampledRows });
    await connection.query(`truncate ${name}`);
    await connection.query(insert, [bigints(sample.positions), bigints(sample.draws)]);
  };
  await connection.query(
    `create table ${name} (like ${relation.sqlName} including defaults including generated including storage
       including compression) with (${['autovacuum_enabled = off', ...storageOptions(relation)].join(', ')})`,
  );
  try {
    await fill(few);
    const { rows: lengths } = await connection.query<{ bytes: number }>(
      `select coalesce(pg_catalog.avg(${sizes.join(' + ')}), 0)::float8 as bytes from ${name} as stored`,
    );
    if ((lengths[0]?.bytes ?? 0) < longRow) return new Map();
    await fill(many);
    await connection.query(`analyze ${name}`);
    const { rows: widths } = await connection.query<{ name: string; width: number }>(
      `select a.attname as name, s.stawidth as width
       from pg_catalog.pg_attribute a join pg_catalog.pg_statistic s on s.starelid = a.attrelid and s.staattnum = a.attnum
       where a.attrelid = '${name}'::regclass::oid and a.attlen = -1 and a.attstorage <> 'p'`,
    );
    return new Map(widths.map((each) => [each.name, each.width]));
  } finally {
    await connection.query(`drop table ${name}`);
  }
}

/** What of the table's storage parameters has a say in how long values are stored. */
function storageOptions({ options }: Relation): readonly string[] {
  return options.split(', ').filter((option) => option.startsWith('toast_tuple_target='));
}

/** Gives columns the width that they have in whole rows. */
export async function setStoredWidths(
  connection: Connection,
  widths: StoredWidths,
  targets: readonly Target[],
): Promise<void> {
  const places = targets.flatMap(({ relation, inherited }) =>
    relation.columns.flatMap(({ name, number }) => {
      const width = widths.get(name);
      return width === undefined ? [] : [`(${relation.oid}, ${number}, ${inherited}, ${width})`];
    }),
  );
  if (places.length === 0) return;
  await connection.query(
    `update pg_catalog.pg_statistic set stawidth = width from (values ${places.join(', ')}) as t (oid, number, inherited, width)
     where starelid = oid and staattnum = number and stainherit = inherited and stawidth > 0`,
  );
}
