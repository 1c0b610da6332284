import type { Plan } from '../../plan/types';
import type { Origin, PlanRequest } from '../request';
import type { Agreement } from './agreement';

/** A statement that was planned at today's size, and how. */
export interface PlannedRequest {
  readonly origin: Origin;
  readonly request: PlanRequest;
  readonly plan: Plan;
}

/** What growth does to one statement. */
export interface StatementGrowth extends Origin {
  readonly agreement: Agreement;
  /** The figure that differs between the server's plan and the twin's. */
  readonly difference?: string;
  /** The first loss of each occurrence, the earliest first. */
  readonly losses: readonly Loss[];
  /** How often the access of any occurrence changes. */
  readonly changes: number;
  readonly cost: { readonly today: number; readonly atTen?: number; readonly atEnd: number };
  /** Estimated rows of the result. */
  readonly rows: { readonly today: number; readonly atTen?: number; readonly atEnd: number };
}

/** An occurrence of a table that no condition bounds any more from this size on. */
export interface Loss {
  /** How many times today's rows the tables have that grow. */
  readonly factor: number;
  readonly schema: string;
  readonly relation: string;
  readonly alias: string;
  readonly indexes: readonly string[];
  /** One line: how the occurrence is read from there on. */
  readonly after: string;
  /** Rows of the relation there, and today. */
  readonly relationRows?: number;
  readonly relationRowsToday?: number;
  /** Months of 30 days until then, at the rate at which the relation gained rows since that day. */
  readonly months?: number;
  readonly since?: string;
}

export interface GrowthResult {
  /** The largest size that was looked at, as a multiple of today. */
  readonly to: number;
  readonly twin: { readonly version: string };
  readonly statements: readonly StatementGrowth[];
  /** Statements that the twin could not plan, and why. */
  readonly unplanned: readonly (Origin & { readonly reason: string })[];
  /** What the twin lacks, and what was not readable. */
  readonly lacks: readonly string[];
  /** What becomes of the columns, by rule. */
  readonly rules: readonly RuleUse[];
}

export interface RuleUse {
  readonly rule: string;
  readonly says: string;
  readonly columns: number;
}
