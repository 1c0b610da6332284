import { qualifiedName, quoteIdent } from '../../postgres/quote';
import type { Case } from '../../scenario/types';
import { once } from '../../trial/once';
import type { Trial } from '../../trial/open-trial';

export interface CountedColumn {
  readonly schema: string;
  readonly relation: string;
  readonly column: string;
}

/** Distinct values and rows of a column on the loaded rows of one size; undefined where that size is not loaded. */
export type DistinctCounts = (
  of: Case,
  column: CountedColumn,
  size: number,
) => Promise<{ readonly value: number; readonly rows: number } | undefined>;

/** Each count reads a whole table: several subjects ask for the same ones. */
export function distinctCounts(trial: Trial): DistinctCounts {
  const known = new Map<string, ReturnType<DistinctCounts>>();
  return (of, { schema, relation, column }, size) =>
    once(known, JSON.stringify([schema, relation, column, size]), () =>
      trial.inspect(size, of, async ({ connection }) => {
        const [table, name] = [qualifiedName(schema, relation), quoteIdent(column)];
        // A `count(distinct …)` sorts all rows, where these are hashed.
        const { rows } = await connection.query<{ value: number; rows: number }>(
          `select (select pg_catalog.count(*) from (select distinct ${name} from ${table} where ${name} is not null) d)::float8 as value,
                  (select pg_catalog.count(*) from ${table})::float8 as rows`,
        );
        return rows[0];
      }),
    );
}
