import type { LaneParts } from '../database';
import type { Relation } from '../catalog/relations';
import { statisticColumns } from '../statistics/copy-statistics';

/** A table that others inherit from, without being its partitions. */
export interface Family {
  readonly table: string;
  readonly parent: Relation;
  /** Whether all of them are really loaded: then ANALYZE can read them. */
  readonly loaded: boolean;
  /** Whether any child has rows. */
  readonly filled: boolean;
}

/** The statistics that ANALYZE stores of a parent with its children (`stainherit`), beside those of its own rows. */
export async function setFamilyStatistics(
  { connection, onApproximation }: LaneParts,
  { table, parent, loaded, filled }: Family,
): Promise<void> {
  if (loaded) {
    await connection.query(`analyze ${parent.sqlName}`);
    return;
  }
  if (filled) {
    const text =
      'the statistics of it together with its children by inheritance, those of its own rows';
    onApproximation({ table, text });
  }
  await connection.query(`
    delete from pg_statistic where starelid = ${parent.oid} and stainherit;
    insert into pg_statistic (starelid, staattnum, stainherit, ${statisticColumns})
    select starelid, staattnum, true, ${statisticColumns} from pg_statistic
    where starelid = ${parent.oid} and not stainherit`);
}
