import { PlancliffError } from '../../src/errors';

/** The PlancliffError that a call throws; fails the test where it throws none. */
export function thrownBy(call: () => unknown): PlancliffError {
  try {
    call();
  } catch (error) {
    if (error instanceof PlancliffError) return error;
    throw error;
  }
  throw new Error('Nothing was thrown');
}
