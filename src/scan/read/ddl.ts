import type { SettledSchema } from '../../schema/settle-schema';
import type { FittedModel } from '../fit/fit-model';

/** DDL that makes the schema as the model needs it. */
export function ddlOf(settled: SettledSchema, { changes }: Pick<FittedModel, 'changes'>): string {
  return joined(['set check_function_bodies = off', ...settled.ran, 'reset all', ...changes]);
}

/** Statements as one script. */
export const joined = (statements: readonly string[]): string =>
  statements.map((sql) => `${sql.trim().replace(/;$/, '')};`).join('\n');
