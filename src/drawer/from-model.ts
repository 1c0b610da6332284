import { messageOf, PlancliffError } from '../errors';
import { drawKey } from '../model/drawn-values';
import type { DrawnValue } from '../model/draw';
import type { Model } from '../model/types';
import { oneAtATime } from '../postgres/one-at-a-time';
import type { Connection } from '../postgres/types';
import type { Query } from '../scenario/types';
import { drawerOf } from './drawer';
import type { Drawer } from './types';

/** A drawn value is a function of model and scale, and many cases draw the same: each is asked for once. */
const memory = new WeakMap<Model, Map<string, string | null>>();

/**
 * Draws values from the data model, by one select at most for each case.
 *
 * @param connection to a database with the scenario's schema, whose types the values are cast to; no rows are read
 */
export function modelDrawer(
  queries: readonly Query[],
  model: Model,
  connection: Pick<Connection, 'query'>,
): Drawer {
  const known = memory.get(model) ?? new Map<string, string | null>();
  memory.set(model, known);
  // A sweep visits several row counts at once.
  const inTurn = oneAtATime();
  return drawerOf(
    queries,
    async (draws, scale, of) => {
      const missing = draws.filter((draw) => !known.has(`${scale} ${drawKey(draw)}`));
      if (missing.length > 0) {
        const groups = byRow(model, missing);
        const list = groups.map((group, i) => `${textsOf(model, group, scale)} as v${i}`);
        const failed = (): string => {
          const names = missing.map(drawKey).join(', ');
          return `${of.id}: its values cannot be drawn from ${names}`;
        };
        const row = await inTurn(() => selectOne(connection, list, failed));
        for (const [i, group] of groups.entries()) {
          const found = row[`v${i}`] ?? null;
          for (const [k, draw] of group.entries()) {
            const text = typeof found === 'string' || found === null ? found : found[k];
            known.set(`${scale} ${drawKey(draw)}`, text ?? null);
          }
        }
      }
      return new Map(
        draws.map(drawKey).map((key) => [key, known.get(`${scale} ${key}`) ?? null] as const),
      );
    },
    (from) => model.typeOf(from),
  );
}

/** Groups of draws whose values are those of one row; a draw that is not of a row is a group of its own. */
function byRow(model: Model, draws: readonly DrawnValue[]): readonly (readonly DrawnValue[])[] {
  const groups = new Map<string, DrawnValue[]>();
  for (const draw of draws) {
    const key = model.rowKey(draw) ?? drawKey(draw);
    groups.set(key, [...(groups.get(key) ?? []), draw]);
  }
  return [...groups.values()];
}

/** SQL for the text of a single draw, or for the texts of several as an array. */
function textsOf(model: Model, group: readonly DrawnValue[], scale: number): string {
  const [first] = group;
  return group.length === 1 && first !== undefined
    ? `(${model.drawExpression(first, scale)})::text`
    : model.rowExpression(group, scale);
}

/** A drawn text, or those of one row. */
type Texts = string | null | readonly (string | null)[];

async function selectOne(
  connection: Pick<Connection, 'query'>,
  list: readonly string[],
  message: () => string,
): Promise<Record<string, Texts>> {
  try {
    const { rows } = await connection.query<Record<string, Texts>>(`select ${list.join(', ')}`);
    return rows[0] ?? {};
  } catch (cause) {
    if (cause instanceof PlancliffError) throw cause;
    throw new PlancliffError('model', {
      message: message(),
      reason: messageOf(cause),
      hint: 'Give the value itself, or check the distribution of the column.',
      cause,
    });
  }
}
