import { PlancliffError } from '../errors';
import { isDrawnValue } from '../scenario/draw';
import type { Query } from '../scenario/types';
import type { DrawnValue } from './draw';

/**
 * Draws every case value once, so that one that there can't be shows before any row is made.
 *
 * @throws PlancliffError `model` with the query, its line and the case
 */
export function checkDraws(queries: readonly Query[], draw: (value: DrawnValue) => string): void {
  for (const query of queries) {
    for (const { label, values } of query.cases) {
      for (const value of drawnIn(values)) {
        try {
          draw(value);
        } catch (error) {
          if (!(error instanceof PlancliffError)) throw error;
          const { file, line } = query.position;
          throw new PlancliffError('model', {
            message: `${file}:${line}: ${query.name} / ${label}: ${error.message}`,
            ...(error.hint === undefined ? {} : { hint: error.hint }),
            cause: error,
          });
        }
      }
    }
  }
}

function drawnIn(value: unknown): DrawnValue[] {
  if (isDrawnValue(value)) return [value];
  if (typeof value !== 'object' || value === null || Buffer.isBuffer(value)) return [];
  return Object.values(value).flatMap(drawnIn);
}
