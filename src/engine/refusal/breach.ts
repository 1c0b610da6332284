import type { ServerError } from '../../postgres/server-error';

/** Which rule of the schema rows of the model break. */
export type BreachKind =
  | 'check'
  | 'not-null'
  | 'unique'
  | 'exclusion'
  | 'foreign-key'
  | 'no-partition'
  | 'domain'
  /** No rule of the schema: the value itself, or its expression, is refused. */
  | 'value';

/**
 * Which rule an error is about; undefined where it is not about the rows. SQLSTATEs as in
 * src/backend/utils/errcodes.txt; those of the table and the constraint come from errtable and errtableconstraint
 * (src/backend/utils/cache/relcache.c).
 */
export function breachKind(error: ServerError): BreachKind | undefined {
  const { code, dataType, constraint, table } = error;
  switch (code) {
    case '23502':
      return dataType === undefined ? 'not-null' : 'domain';
    case '23503':
      return 'foreign-key';
    case '23505':
      return 'unique';
    case '23P01':
      return 'exclusion';
    case '23514':
      if (dataType !== undefined) return 'domain';
      // ExecFindPartition (execPartition.c) names the table and no constraint.
      return constraint === undefined && table !== undefined ? 'no-partition' : 'check';
    default:
      return isAboutValues(code) ? 'value' : undefined;
  }
}

/**
 * Class 22: a value that a type or a function refuses. 42: an expression that the server does not understand. 54: an
 * index entry or a row that is too large. P0001: `raise` in a function of the schema.
 */
function isAboutValues(code: string): boolean {
  return /^(?:22|23|42|54)/.test(code) || code === 'P0001';
}
