import type { Finding } from '../findings/types';
import type { AccessMethod } from '../plan/types';
import type { Case, Query, Scenario } from '../scenario/types';
import type { GrowthResult } from './growth/types';
import type { Origin } from './request';
import type { WhatIfResult } from './what-if/types';

/** What somebody wants looked at: a case of a scenario, or SQL as it was written. */
export type AuditInput =
  | {
      readonly kind: 'case';
      readonly origin: Origin;
      readonly scenario: Scenario;
      readonly query: Query;
      readonly case: Case;
    }
  | {
      readonly kind: 'sql';
      readonly origin: Origin;
      readonly sql: string;
      /** Absent: planned for any values, as a generic plan. */
      readonly parameters?: readonly unknown[];
    };

/** How one occurrence of a relation is read today. */
export interface Reading {
  readonly occurrence: string;
  readonly schema: string;
  readonly relation: string;
  readonly alias: string;
  /** Rows by the catalog's estimate (reltuples), over all partitions; absent where it was never analysed. */
  readonly relationRows?: number;
  readonly method: AccessMethod;
  readonly indexes: readonly string[];
  /** One line: `Index Scan orders_status_idx (o): on status`. */
  readonly access: string;
  /** Cost of the whole statement as planned, and where this occurrence is denied its index. */
  readonly costWith: number;
  /**
   * Null where the index cannot be denied to this occurrence alone. Absent where none is used, and where another
   * statement with this plan is the one that was compared, or none with it was.
   */
  readonly costWithout?: number | null;
}

/** A statement that was planned. */
export interface AuditedStatement extends Origin {
  readonly sql: string;
  readonly plan: 'custom' | 'generic';
  /** What was left out of the statement to plan it without locks. */
  readonly note?: string;
  readonly cost: number;
  /** Cost if an early stop of the plan does not come (LIMIT, MIN or MAX, EXISTS); absent where that is not twice the cost. */
  readonly worstCost?: number;
  readonly rows: number;
  /** Equal for statements with equal plans, whatever their constants and costs. */
  readonly shape: string;
  readonly readings: readonly Reading[];
}

/** A statement that was not planned, and why: by plancliff's own rules, or in the server's words. */
export interface Problem extends Origin {
  readonly by: 'plancliff' | 'server';
  readonly reason: string;
  readonly hint?: string;
}

/** All that a report of an audit may know. Neither passwords nor values from the database are in it. */
export interface AuditResult {
  readonly version: 1;
  readonly server: { readonly version: string; readonly target: string };
  readonly statements: readonly AuditedStatement[];
  readonly problems: readonly Problem[];
  readonly findings: readonly Finding[];
  /** What growth does to the statements; absent where nobody asked. */
  readonly growth?: GrowthResult;
  /** What changes would do to that; absent where none was named. */
  readonly whatIf?: WhatIfResult;
  /** Why nothing is known of growth, although somebody asked. */
  readonly growthFailed?: string;
  /** Why not every statement was planned. */
  readonly stopped?: string;
  /** What was left out of the statements that the server has run, one line each. */
  readonly notes?: readonly string[];
}
