/** What pg's DatabaseError says of a statement that the server refused; src/backend/utils/error/elog.c sends it. */
export interface ServerError {
  readonly message: string;
  readonly severity: string;
  /** SQLSTATE. */
  readonly code: string;
  readonly detail?: string;
  readonly hint?: string;
  /** Character of the statement, from 1, as text. */
  readonly position?: string;
  readonly schema?: string;
  readonly table?: string;
  readonly column?: string;
  /** A domain, where one of its constraints is broken. */
  readonly dataType?: string;
  /** A constraint, or a unique index that is none. */
  readonly constraint?: string;
}

/** SQLSTATE of a statement that was cancelled, by a request or by `statement_timeout`. */
export const queryCanceled = '57014';

/** SQLSTATE of a string that an assignment to `varchar(n)` or `bit(n)` does not fit. */
export const stringTooLong = '22001';

/** True for an error that a server sent, whether or not its connection lives on. */
export function isServerError(error: unknown): error is ServerError {
  return typeof error === 'object' && error !== null && 'severity' in error && 'code' in error;
}

/** True for an error of a statement over a connection that lives on: not for FATAL and PANIC, nor for a lost connection. */
export function isStatementError(error: unknown): error is ServerError {
  return (
    error instanceof Error &&
    isServerError(error) &&
    error.severity === 'ERROR' &&
    /^[0-9A-Z]{5}$/.test(error.code)
  );
}

/** The server's message with its detail, which names the offending values. */
export function reasonOf({ message, detail }: ServerError): string {
  return detail === undefined ? message : `${message}; ${detail}`;
}
