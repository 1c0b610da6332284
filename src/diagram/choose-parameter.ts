import { PlancliffError } from '../errors';
import type { ParameterUse } from '../sql/parameter-uses';

export interface VariedParameter {
  /** From 1. */
  readonly number: number;
  readonly table: string;
  readonly column: string;
  readonly operator: string;
}

const ranges = ['<', '<=', '>', '>='];

/**
 * The parameter whose value moves: the one asked for, or else the first that is compared by a range, or by `=`.
 *
 * @throws PlancliffError `usage` where there is none, or the one asked for is compared with no column by these operators
 */
export function chooseParameter(
  uses: ReadonlyMap<number, ParameterUse>,
  wanted: number | undefined,
): VariedParameter {
  const movable = [...uses]
    .sort(([a], [b]) => a - b)
    .flatMap(([number, use]) =>
      use.kind === 'column' && !use.array && [...ranges, '='].includes(use.operator)
        ? [{ number, table: use.table, column: use.column, operator: use.operator }]
        : [],
    );
  const found =
    wanted === undefined
      ? (movable.find(({ operator }) => ranges.includes(operator)) ?? movable[0])
      : movable.find(({ number }) => number === wanted);
  if (found !== undefined) return found;
  const names = movable.map(({ number }) => `$${number}`).join(', ');
  throw new PlancliffError('usage', {
    message:
      wanted === undefined
        ? 'the query has no parameter to move'
        : `$${wanted} of the query cannot be moved`,
    reason: 'a diagram needs a parameter that is compared with a column by <, <=, >, >= or =',
    hint: names === '' ? 'Choose another query.' : `Choose one of ${names} with --parameter.`,
  });
}
