import { PlancliffError } from '../../errors';

/** What the failed step was about, for the message. */
export interface LoadStep {
  /** As in `orders: loading rows at 10M`. */
  readonly what: string;
  /** What the disk was asked for, and where it is, as far as known. */
  readonly disk?: string | undefined;
  readonly aborted: boolean;
}

interface ServerError {
  readonly message: string;
  /** SQLSTATE. */
  readonly code: string;
  readonly detail?: string;
  readonly hint?: string;
}

/** What the server refused while rows were loaded, in its own words; any other error as it is. */
export function loadError(error: unknown, step: LoadStep): unknown {
  if (step.aborted) {
    return new PlancliffError('interrupted', { message: 'interrupted', cause: error });
  }
  if (error instanceof PlancliffError || !isServerError(error)) return error;
  const { message, code, detail, hint } = error;
  const reason = detail === undefined ? message : `${message}; ${detail}`;
  const parts = { message: `${step.what} failed`, reason, cause: error };
  if (code === '53100' || message.includes('No space left on device')) {
    return new PlancliffError('disk', {
      ...parts,
      message: `${step.what}: the disk is full${step.disk === undefined ? '' : ` (${step.disk})`}`,
      hint: 'Free space there, or end at a smaller scale with --scales.',
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
  // Class 22 and 23: a value that the column's type or a constraint refuses.
  if (/^2[23]/.test(code)) {
    return new PlancliffError('model', {
      ...parts,
      hint:
        hint ??
        "The data model makes rows that the schema refuses: change the column's distribution.",
    });
  }
  return new PlancliffError('engine', hint === undefined ? parts : { ...parts, hint });
}

function isServerError(error: unknown): error is ServerError {
  return typeof error === 'object' && error !== null && 'severity' in error && 'code' in error;
}
