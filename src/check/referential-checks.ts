import { referencingKeys } from '../advice/index/referencing-keys';
import { checked, planForeignKeyCheck } from '../advice/try/foreign-key-check';
import type { World } from '../engine/types';
import type { ReferentialCheck } from '../findings/evidence';
import type { AccessPath } from '../plan/types';
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
  const [first, last] = [ranges[0]?.points[0], ranges.at(-1)?.points.at(-1)];
  if (first === undefined || last === undefined) return [];
  const { scale, statement } = last;
  const checks: ReferentialCheck[] = [];
  for (const { table, key } of referencingKeys(await readQuery(statement.sql), catalog)) {
    const relation = qualifiedName(table.schema, table.name);
    const foreignKey = { relation, columns: key.columns.map(quoteIdent) };
    const accessAt = async (at: number): Promise<AccessPath | undefined> => {
      const outcome = await planForeignKeyCheck(world, at, foreignKey);
      return outcome.ok ? outcome.plan.accesses.find(({ alias }) => alias === checked) : undefined;
    };
    const access = await accessAt(scale);
    if (access === undefined) continue;
    const inFull = access.indexes.length === 0;
    const smaller = inFull ? await accessAt(first.scale) : undefined;
    checks.push({
      relation: table.name,
      columns: key.columns,
      referenced: key.table,
      inFull,
      costs: { smallest: smaller?.cost ?? access.cost, largest: access.cost },
    });
  }
  return checks;
}
