import type { Loss } from '../growth/types';
import type { Origin } from '../request';
import type { TableLock } from './table-lock';

/** What a change does to the statements of a workload, from today's size on. */
export interface WhatIfResult {
  /** The changes, one line each. */
  readonly changes: readonly string[];
  /** What the twin cannot show of them, one line each. */
  readonly notes: readonly string[];
  /** Of a migration: what its statements lock, in their order. */
  readonly locks: readonly StatementLocks[];
  readonly statements: readonly ComparedStatement[];
  /** Statements that are planned no longer, and why. */
  readonly unplanned: readonly (Origin & { readonly reason: string })[];
}

export interface StatementLocks {
  readonly sql: string;
  readonly locks: readonly (TableLock & { readonly rows?: number; readonly bytes?: number })[];
}

/** One statement without and with the change. */
export interface ComparedStatement extends Origin {
  /** Cost at the same sizes, the smallest first. */
  readonly costs: readonly {
    /** As a multiple of today. */
    readonly factor: number;
    readonly before: number;
    readonly after: number;
  }[];
  readonly lossesBefore: readonly Loss[];
  readonly lossesAfter: readonly Loss[];
}
