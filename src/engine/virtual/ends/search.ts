import { bigints, sampledRows, selectRows } from '../rows/insert-rows';
import type { Sample } from '../rows/positions';
import { ownColumn } from '../../../postgres/own-name';
import type { Connection } from '../../../postgres/types';
import { type ComputedLead } from './computed-leads';
import { type DrawnRow, type EndsOf, outermost } from './end-rows';
import { tries } from './self-reference';
import { filledByServer } from '../rows/filled-by-server';

/** For each of the values, those of the given rows where it is lower or higher than in both outermost rows. */
export async function search(
  connection: Connection,
  of: EndsOf,
  leads: readonly ComputedLead[],
  sample: Sample,
): Promise<readonly (readonly DrawnRow[])[]> {
  const { model, table, scale, rowSubset } = of;
  const { relation } = rowSubset;
  // Before the search and not after it: many rows may share the end value, and one of them can be an end row.
  const inside = sample.positions
    .map((i, k): DrawnRow => ({ i, d: sample.draws[k] as number }))
    .filter(isInside(of));
  const only = neededBy(of, leads);
  const numbered = ownColumn(relation, 'place');
  const key = (k: number): string => ownColumn(relation, `lead_${k}`);
  const computed = [
    ...filledByServer(relation, model.table(table), only),
    ...leads.map((lead, k) => ({ sqlName: key(k), expression: lead.key })),
  ];
  const keys = leads.map((_, k) => `e.${key(k)} as k${k}`);
  const among = { only, computed, numbered };
  const sampled = selectRows({
    ...among,
    model,
    table,
    relation,
    scale,
    into: '',
    source: sampledRows,
    ...(relation.bound === null ? {} : { where: relation.bound }),
  });
  const candidates = [
    ...outermost(of).map(
      (row) =>
        `select 0 as place, ${keys.join(', ')} from (${selectRows({ ...row, ...among }).select}) as e`,
    ),
    `select e.${numbered}, ${keys.join(', ')} from (${sampled.select}) as e`,
  ];
  const ends = leads.flatMap((_, k) =>
    ['', ' desc'].map(
      (order) =>
        `(select c.place from candidates as c where c.k${k} is not null order by c.k${k}${order}, c.place limit 1)`,
    ),
  );
  const { rows } = await connection.query<{ places: readonly (number | null)[] }>(
    `with candidates as materialized (${candidates.join(' union all ')})
     select array[${ends.join(', ')}]::float8[] as places`,
    [bigints(inside.map(({ i }) => i)), bigints(inside.map(({ d }) => d))],
  );
  const drawOf = new Map(inside.map(({ i, d }) => [i, d]));
  return leads.map((_, k) =>
    (rows[0]?.places.slice(2 * k, 2 * k + 2) ?? []).flatMap((i) =>
      i === null || i === 0 ? [] : [{ i, d: drawOf.get(i) as number }],
    ),
  );
}

/** Not one of the rows that the outermost ones may be: keys must not be there twice. */
export function isInside({
  rowSubset: { first, last, relation },
}: EndsOf): (row: DrawnRow) => boolean {
  const reach = relation.bound === null ? 1 : tries + 1;
  return ({ i }) => i >= first + reach && i <= last - reach;
}

/** Names of the columns that the values come from, and, in a partition, of those that its bound may ask for. */
function neededBy(
  { rowSubset: { relation } }: EndsOf,
  leads: readonly ComputedLead[],
): ReadonlySet<string> {
  if (relation.bound !== null) return new Set(relation.columns.map(({ name }) => name));
  const sources = new Set(leads.flatMap((lead) => lead.sources.map(({ number }) => number)));
  return new Set(
    relation.columns
      .filter(
        ({ number, from, generated }) =>
          sources.has(number) || (generated !== null && from.every((one) => sources.has(one))),
      )
      .map(({ name }) => name),
  );
}
