import { PlancliffError } from '../errors';

/** Whether an error says that the model or the schema is refused, and not that the server, the disk or the user ended the scan. */
export const isRefused = (error: unknown): error is PlancliffError =>
  error instanceof PlancliffError && ['model', 'scenario'].includes(error.code);
