/** Errors that plancliff expects: one line, a reason where there is a cause, and what to do next. */
export type ErrorCode =
  | 'usage'
  | 'config'
  | 'scenario'
  | 'model'
  | 'server-missing'
  | 'server-failed'
  | 'connection'
  | 'disk'
  | 'engine'
  | 'snapshot'
  | 'refused'
  | 'interrupted';

export interface ErrorParts {
  /** What happened, without a full stop. */
  readonly message: string;
  /** Why, in the words of whoever said no. */
  readonly reason?: string;
  /** What to do next. */
  readonly hint?: string;
  /** The statement that was running when somebody else ended it: the user, or the server. */
  readonly during?: string;
  readonly cause?: unknown;
}

/** A failure that is not a bug of ours; the command line prints it without a stack and exits 2. */
export class PlancliffError extends Error {
  readonly code: ErrorCode;
  readonly reason: string | undefined;
  readonly hint: string | undefined;
  readonly during: string | undefined;

  constructor(code: ErrorCode, parts: ErrorParts) {
    super(parts.message, { cause: parts.cause });
    this.name = 'PlancliffError';
    this.code = code;
    this.reason = parts.reason;
    this.hint = parts.hint;
    this.during = parts.during;
  }
}

/** The message of whatever was thrown; an error of another realm (a module loaded by jiti) has one too. */
export function messageOf(thrown: unknown): string {
  const message = (thrown as { readonly message?: unknown } | null | undefined)?.message;
  return typeof message === 'string' ? message : String(thrown);
}
