import { PlancliffError } from '../errors';
import { drawExtras } from '../model/draw';
import { drawKey } from '../model/drawn-values';
import type { ColumnLookup } from '../postgres/catalog/column-statistics';
import type { Query } from '../scenario/types';
import { drawFromStatistics } from './draw-from-statistics';
import { drawerOf } from './drawer';
import type { Drawer } from './types';

/**
 * Draws values from what ANALYZE stored in a database, whatever the scale.
 *
 * @param statistics by column, as drawn values name it
 */
export function statisticsDrawer(
  queries: readonly Query[],
  statistics: ReadonlyMap<string, ColumnLookup>,
): Drawer {
  return drawerOf(queries, (draws) => {
    const values = draws.map((draw) => {
      const looked = statistics.get(draw.from);
      const alone = drawExtras.every((extra) => draw[extra] === undefined);
      const drawn = !alone
        ? ({ ok: false, reason: 'statistics of a column contain no rows' } as const)
        : looked?.ok === true
          ? drawFromStatistics(draw.draw, looked.column)
          : looked;
      if (drawn?.ok === true) return [drawKey(draw), drawn.value] as const;
      throw new PlancliffError('model', {
        message: `no ${draw.draw} value of ${draw.from} is known`,
        reason: drawn?.reason ?? 'its statistics were not read',
        hint: 'Run ANALYZE there, or give the case a value of its own.',
      });
    });
    return Promise.resolve(new Map(values));
  });
}
