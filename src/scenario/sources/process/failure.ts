import { PlancliffError } from '../../../errors';
import type { Failure } from './protocol';
import { asError } from './thrown';

export function failureOf(thrown: unknown): Failure {
  const { message, stack } = asError(thrown);
  if (!(thrown instanceof PlancliffError)) return { message, stack };
  const { code, reason, hint } = thrown;
  return {
    ...{ code, message, stack },
    ...(reason === undefined ? {} : { reason }),
    ...(hint === undefined ? {} : { hint }),
  };
}

/** The error again, in the process that asked. */
export function errorOf({ code, message, reason, hint, stack }: Failure): Error {
  const error =
    code === undefined
      ? new Error(message)
      : new PlancliffError(code, {
          message,
          ...(reason === undefined ? {} : { reason }),
          ...(hint === undefined ? {} : { hint }),
        });
  if (stack !== undefined) error.stack = stack;
  return error;
}
