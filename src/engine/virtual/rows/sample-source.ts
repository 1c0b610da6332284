import type { Connection } from '../../../postgres/types';
import type { Relation } from '../catalog/relations';
import { ownSchema } from '../../../postgres/own-schema';
import { bigints, sampledRows } from './insert-rows';
import type { Sample } from './positions';

/** Where an INSERT has the rows of a sample from. */
export interface SampleSource {
  /** For `Model.rowSelect`. */
  readonly source: string;
  readonly parameters: readonly unknown[];
  /** Rows of the sample. */
  readonly count: number;
}

/** Row numbers and draw keys that go out with the statement. */
export function sentSample({ positions, draws }: Sample): SampleSource {
  return {
    source: sampledRows,
    parameters: [bigints(positions), bigints(draws)],
    count: positions.length,
  };
}

/**
 * Draw keys that stay on the server: for values that are drawn by them alone, the row's number is their place. Sending
 * the keys takes as long as drawing the values does. They are rows of a table, which is read in their order: to unnest an
 * array of 30,000 takes three times as long.
 */
export async function holdDraws(
  connection: Connection,
  { oid }: Relation,
  draws: readonly number[],
): Promise<SampleSource> {
  const table = `${ownSchema}.draws_${oid}`;
  await connection.query(`create unlogged table ${table} (i bigint, d bigint)`);
  await connection.query(
    `insert into ${table} (i, d) select s.i, s.d from pg_catalog.unnest($1::bigint[]) with ordinality as s (d, i)`,
    [bigints(draws)],
  );
  return {
    source: `select held.i, held.d from ${table} as held`,
    parameters: [],
    count: draws.length,
  };
}
