import type { ServerError } from '../postgres/server-error';
import type { PlanFailure, Statement } from './types';

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
