import { messageOf, PlancliffError } from '../errors';
import { isGone } from '../postgres/connection-errors';

/**
 * Why an audit can plan no more statements, although those before stand: somebody interrupted it, or the connection is gone.
 * Undefined for an error of another kind.
 */
export function stopReason(error: unknown, signal: AbortSignal): string | undefined {
  if (signal.aborted) return 'interrupted';
  if (!isGone(error) && !(error instanceof PlancliffError && error.code === 'server-failed'))
    return undefined;
  const { reason } = error as { readonly reason?: string };
  return [messageOf(error), reason].filter((part) => part !== undefined).join(': ');
}
