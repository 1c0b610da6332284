import { referencingKeys } from '../advice/index/referencing-keys';
import { checked, planForeignKeyCheck } from '../advice/try/foreign-key-check';
import type { World } from '../engine/types';
import type { ReferentialCheck } from '../findings/evidence';
import type { Catalog } from '../postgres/catalog/types';
import { qualifiedName, quoteIdent } from '../postgres/quote';
import { readQuery } from '../sql/query-text';
import type { Timeline } from '../timeline/types';

/**
 * How the triggers of foreign keys read their tables for the statement of a timeline, at its largest row count. EXPLAIN
 * shows the triggers of a statement that ran, and never their plans.
 */
export async function referentialChecks(
  world: World,
  catalog: Catalog,
  { ranges }: Timeline,
): Promise<readonly ReferentialCheck[]> {
  const point = ranges.at(-1)?.points.at(-1);
  if (point === undefined) return [];
  const { scale, statement } = point;
  const checks: ReferentialCheck[] = [];
  for (const { table, key } of referencingKeys(await readQuery(statement.sql), catalog)) {
    const relation = qualifiedName(table.schema, table.name);
    const outcome = await planForeignKeyCheck(world, scale, {
      relation,
      columns: key.columns.map(quoteIdent),
    });
    const access = outcome.ok
      ? outcome.plan.accesses.find(({ alias }) => alias === checked)
      : undefined;
    if (access === undefined) continue;
    const inFull = access.indexes.length === 0;
    checks.push({ relation: table.name, columns: key.columns, referenced: key.table, inFull });
  }
  return checks;
}
