import type { World } from '../../engine/types';
import type { PlanOutcome } from '../../plan/types';
import type { PlannedWith, Suggestion } from '../types';

/**
 * Whether the look-up that the trigger of a foreign key makes is answered by the suggested index.
 */
export async function foreignKeyCheck(
  world: World,
  scale: number,
  { foreignKey }: Suggestion,
): Promise<PlannedWith> {
  if (foreignKey === undefined) throw new RangeError('No foreign key');
  const outcome = await planForeignKeyCheck(world, scale, foreignKey);
  if (!outcome.ok) return { scale, accessSignature: outcome.failure.message, measured: false };
  const { accesses, accessSignature } = outcome.plan;
  const own = accesses.find(({ alias }) => alias === checked);
  return { scale, accessSignature, measured: (own?.indexes.length ?? 0) > 0 };
}

/** Alias of the referencing table in the statement that stands for the trigger's own. */
export const checked = 'x';

/**
 * The trigger's own statement is planned without its value (ri_triggers.c, ri_PlanCheck), and so is this one.
 *
 * @param foreignKey the referencing table and its columns, as SQL
 */
export function planForeignKeyCheck(
  world: World,
  scale: number,
  { relation, columns }: NonNullable<Suggestion['foreignKey']>,
): Promise<PlanOutcome> {
  const terms = columns.map(
    (column) => `${checked}.${column} = (select y.${column} from only ${relation} y limit 1)`,
  );
  const sql = `select 1 from only ${relation} ${checked} where ${terms.join(' and ')}`;
  return world.replan(scale, { sql, parameters: [] }, {});
}
