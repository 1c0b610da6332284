import type { ErrorParts } from '../../errors';
import type { BreachKind } from './breach';
import { reasonOf, type ServerError } from '../../postgres/server-error';

/** What is known of a breach when it is worded. */
export interface Breach {
  readonly kind: BreachKind;
  readonly error: ServerError;
  /** As the author wrote it; undefined where the server does not say. */
  readonly table: string | undefined;
  /** `scale` in words, as `1M`. */
  readonly scale: string;
  /** The constraint's or the index's definition as the server prints it. */
  readonly definition?: string | undefined;
  /** Columns that the constraint, the index or the partition key reads. */
  readonly columns: readonly string[];
}

/** The error of a broken rule: which rule of which table, the offending values, what to change. */
export function wordBreach(breach: Breach): ErrorParts {
  const { error, scale } = breach;
  return {
    message: `${placeOf(breach)}: ${whatHappened(breach)} at ${scale}`,
    reason: reasonOf(error),
    hint: whatToDo(breach),
    cause: error,
  };
}

function placeOf({ table, columns }: Breach): string {
  if (table === undefined) return 'the data model';
  const [column] = columns;
  return columns.length === 1 ? `tables.${table}.columns.${column}` : `tables.${table}`;
}

function whatHappened({ kind, error }: Breach): string {
  const constraint = error.constraint ?? '';
  switch (kind) {
    case 'check':
      return `a row breaks the check constraint ${constraint}`;
    case 'not-null':
      return `a row has null in ${error.column}, which is NOT NULL`;
    case 'unique':
      return `two rows have the same key in the unique index ${constraint}`;
    case 'exclusion':
      return `two rows conflict under the exclusion constraint ${constraint}`;
    case 'foreign-key':
      return `a row refers to no row of the parent table, which breaks the foreign key ${constraint}`;
    case 'no-partition':
      return 'a row fits no partition';
    case 'domain':
      return `a value breaks the domain ${error.dataType}`;
    case 'value':
      return 'a row is refused';
  }
}

function whatToDo({ kind, error, columns, definition }: Breach): string {
  const which = columns.length === 0 ? 'the columns' : columns.join(', ');
  const rule = definition === undefined ? '' : ` (${definition})`;
  switch (kind) {
    case 'check':
      return `Change the distribution of ${which} so that every row satisfies the constraint${rule}.`;
    case 'not-null':
      return `Change the distribution of ${error.column} so that it makes no nulls, or drop NOT NULL in the schema.`;
    case 'unique':
      return `Change the distribution of ${which} so that no key occurs twice, e.g. by serial(), or make the index${rule} not unique.`;
    case 'exclusion':
      return `Change the distribution of ${which} so that no two rows conflict${rule}.`;
    case 'foreign-key':
      return `Fill ${which} with reference(), which makes keys of existing rows${rule}.`;
    case 'no-partition':
      return `Add a partition for this key, or a default partition, to the schema; or change the distribution of ${which}${rule}.`;
    case 'domain':
      return `Change the distribution so that every value satisfies the domain${rule}.`;
    case 'value':
      return 'Change the distribution, or the schema.';
  }
}
