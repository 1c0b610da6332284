import { PlancliffError } from '../../errors';
import { isServerError, reasonOf } from '../../postgres/server-error';

/** What the failed step was about, for the message. */
export interface LoadStep {
  /** As in `orders: loading rows at 10M`. */
  readonly what: string;
  /** What the disk was asked for, and where it is, as far as known. */
  readonly disk?: string | undefined;
  readonly aborted: boolean;
}

/** What the server refused while rows were loaded, in its own words; any other error as it is. */
export function loadError(error: unknown, step: LoadStep): unknown {
  if (step.aborted) {
    return new PlancliffError('interrupted', { message: 'interrupted', cause: error });
  }
  if (error instanceof PlancliffError || !isServerError(error)) return error;
  const { message, code, hint } = error;
  const parts = { message: `${step.what} failed`, reason: reasonOf(error), cause: error };
  if (code === '53100' || message.includes('No space left on device')) {
    return new PlancliffError('disk', {
      ...parts,
      message: `${step.what}: the disk is full${step.disk === undefined ? '' : ` (${step.disk})`}`,
      hint: 'Free space there, or ask for fewer rows (--scales of check, --rows of verify).',
    });
  }
  // Class 57P: the server is shutting down, or has crashed.
  if (code.startsWith('57P')) {
    return new PlancliffError('server-failed', {
      ...parts,
      message: `${step.what}: the server went away`,
      hint: 'Run again; if it happens at the same scale, look for a memory or disk limit.',
    });
  }
  return new PlancliffError('engine', hint === undefined ? parts : { ...parts, hint });
}
