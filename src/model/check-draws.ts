import { PlancliffError } from '../errors';
import type { ModelQuery } from './definition';
import type { DrawnValue } from './draw';
import { drawsIn } from './drawn-values';

/**
 * Draws every case value once, so that one that cannot exist is reported before any row is made.
 *
 * @throws PlancliffError `model` with the query, its line and the case
 */
export function checkDraws(
  queries: readonly ModelQuery[],
  draw: (value: DrawnValue) => string,
): void {
  for (const query of queries) {
    for (const { label, values, session } of query.cases) {
      for (const value of drawsIn([values, session?.set])) {
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
