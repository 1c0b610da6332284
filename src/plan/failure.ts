import type { PlanFailure, Statement } from './types';

/** What pg's DatabaseError holds. */
interface ServerError {
  readonly message: string;
  readonly severity: string;
  readonly code: string;
  readonly detail?: string;
  readonly hint?: string;
  readonly position?: string;
}

/** True for an error that a server sent over a connection that lives on. */
export function isServerError(error: unknown): error is ServerError {
  const { severity, code } = (error ?? {}) as Partial<ServerError>;
  return error instanceof Error && severity === 'ERROR' && /^[0-9A-Z]{5}$/.test(code ?? '');
}

/**
 * The server's refusal in terms of the author's statement.
 *
 * @param original the author's character for one of the text that was sent, both from 1
 */
export function planFailure(
  error: ServerError,
  statement: Statement,
  original: (position: number) => number,
): PlanFailure {
  const { message, code, detail, hint, position } = error;
  const at = position === undefined ? 0 : original(Number(position));
  return {
    message,
    sqlState: code,
    ...(detail === undefined ? {} : { detail }),
    ...(hint === undefined ? {} : { hint }),
    ...(at > 0 ? { position: at } : {}),
    statement,
  };
}
