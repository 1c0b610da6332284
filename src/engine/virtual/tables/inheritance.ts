import type { VirtualContext } from '../context';
import type { Relation } from '../catalog/relations';
import type { Known } from './known';
import { isSmall } from './small-table';
import { statisticColumns } from '../statistics/copy-statistics';

/** A table that others inherit from, without being its partitions. */
interface Family {
  readonly table: string;
  readonly parent: Relation;
  /** Whether all of them are really loaded: then ANALYZE can read them. */
  readonly loaded: boolean;
  /** Whether any child has rows. */
  readonly filled: boolean;
}

/** Brings the parents by inheritance among these tables to what they are with their children. */
export async function bringFamilies(
  context: VirtualContext,
  { relations, standing }: Known,
  tables: readonly string[],
  scale: number,
): Promise<void> {
  const { model } = context;
  for (const table of tables) {
    const parent = relations.find(({ sqlName }) => sqlName === model.table(table).sqlName);
    if (parent?.kind !== 'table') continue;
    const below = relations.filter(({ parents }) => parents.includes(parent.oid));
    if (below.length === 0) continue;
    const members = [parent, ...below].flatMap((relation) => {
      const of = model.tables.find(({ sqlName }) => sqlName === relation.sqlName);
      return of === undefined ? [] : [{ relation, of }];
    });
    const state = members.map(({ of }) => standing.of(of.name)).join('\n');
    const loaded = members.every(({ relation, of }) => isSmall(context, of, relation, scale));
    const family = { table, parent, loaded, filled: members.length > 1 };
    await standing.bring(`family of ${parent.oid}`, state, () =>
      setFamilyStatistics(context, family),
    );
  }
}

/** The statistics that ANALYZE stores of a parent with its children (`stainherit`), beside those of its own rows. */
async function setFamilyStatistics(
  { connection, onApproximation }: VirtualContext,
  { table, parent, loaded, filled }: Family,
): Promise<void> {
  if (loaded) {
    await connection.query(`analyze ${parent.sqlName}`);
    return;
  }
  if (filled) {
    const text = 'the statistics over this table and its inheriting tables: those of its own rows';
    onApproximation({ table, text });
  }
  await connection.query(`
    delete from pg_catalog.pg_statistic where starelid = '${parent.oid}' and stainherit;
    insert into pg_catalog.pg_statistic (starelid, staattnum, stainherit, ${statisticColumns})
    select starelid, staattnum, true, ${statisticColumns} from pg_catalog.pg_statistic
    where starelid = '${parent.oid}' and not stainherit`);
}
