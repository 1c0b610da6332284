import type { World } from '../../engine/types';
import type { PlannedWith, Suggestion } from '../types';

/**
 * Whether the look-up that the trigger of a foreign key makes is answered by the suggested index. The trigger's own
 * statement is planned without its value (ri_triggers.c, ri_PlanCheck), and so is this one.
 */
export async function foreignKeyCheck(
  world: World,
  scale: number,
  { foreignKey }: Suggestion,
): Promise<PlannedWith> {
  if (foreignKey === undefined) throw new RangeError('No foreign key');
  const { relation, columns } = foreignKey;
  const terms = columns.map(
    (column) => `x.${column} = (select y.${column} from only ${relation} y limit 1)`,
  );
  const sql = `select 1 from only ${relation} x where ${terms.join(' and ')}`;
  const outcome = await world.replan(scale, { sql, parameters: [] }, {});
  if (!outcome.ok) return { scale, accessSignature: outcome.failure.message, measured: false };
  const { accesses, accessSignature } = outcome.plan;
  const own = accesses.find(({ alias }) => alias === 'x');
  return { scale, accessSignature, measured: (own?.indexes.length ?? 0) > 0 };
}
