import type { Statement } from '../plan/types';

/** Where a statement was written. */
export interface Origin {
  /** Name of the scenario, or the file; `standard input`. */
  readonly source: string;
  /** Relative to the working directory; absent for standard input. */
  readonly file?: string;
  /** From 1. */
  readonly line: number;
  readonly query: string;
  readonly case: string;
}

/** A statement as it is planned: for its values, or for any. */
export type PlanRequest =
  | { readonly kind: 'custom'; readonly statement: Statement }
  | { readonly kind: 'generic'; readonly sql: string; readonly parameters: number };

/** The statement of a request, as messages and findings have it: without values where it is planned for any. */
export const statementOf = (request: PlanRequest): Statement =>
  request.kind === 'custom' ? request.statement : { sql: request.sql, parameters: [] };
