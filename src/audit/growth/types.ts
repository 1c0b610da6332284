import type { Growth } from '../../engine/twin/growth/growth';
import type { Plan } from '../../plan/types';
import type { Catalog } from '../../postgres/catalog/types';
import type { Server } from '../../postgres/types';
import type { Pulled } from '../../pull/types';
import type { Timeline } from '../../timeline/types';
import type { Origin, PlanRequest } from '../request';
import type { Agreement } from './agreement';
import type { MovingStatement } from './recent-literals';

/** A statement that was planned at today's size, and how. */
export interface PlannedRequest {
  readonly origin: Origin;
  readonly request: PlanRequest;
  /** Of the server; absent where none was asked. */
  readonly plan?: Plan;
}

/** What growth does to one statement. */
export interface StatementGrowth extends Origin {
  /** Of the twin's plan with the server's; absent where no server was asked. */
  readonly agreement?: Agreement;
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
  /** Whether any table that the statements read grows. */
  readonly grows: boolean;
  readonly twin: { readonly version: string };
  readonly statements: readonly StatementGrowth[];
  /** Statements that the twin could not plan, and why. */
  readonly unplanned: readonly (Origin & { readonly reason: string })[];
  /** What the twin lacks, and what was not readable. */
  readonly lacks: readonly string[];
  /** What becomes of the columns, by rule. */
  readonly rules: readonly RuleUse[];
  /** States that rows leave again: `orders.state: new (partial index)`. */
  readonly backlogs: readonly string[];
  /** Statements with values near the end of a key, which move with it, and the keys. */
  readonly moved: readonly (Origin & { readonly columns: readonly string[] })[];
  /** Months that the largest size is away, where each table grows at its own rate. */
  readonly months?: number;
}

export interface GrowthRun {
  /** Where the twin is made: a server that plancliff starts. */
  readonly server: Server;
  /** In what that server differs from the database's, one line each. */
  readonly lacks: readonly string[];
  readonly pulled: Pulled;
  /** Statements, with their plans on the server as of the moment at which everything was read. */
  readonly requests: readonly PlannedRequest[];
  /** The largest size, as a multiple of today. */
  readonly to: number;
  /** Months of 30 days in place of a size: each table grows at its own rate. */
  readonly months?: number | undefined;
  readonly onProgress: (text: string) => void;
  readonly signal: AbortSignal;
}

/** What was swept, for a comparison with what a change makes of it. */
export interface Swept {
  readonly requests: readonly PlannedRequest[];
  /** In the order of the requests; undefined for one that was not planned at every size. */
  readonly timelines: readonly (Timeline | undefined)[];
  readonly catalog: Catalog;
  readonly growth: Growth;
  /** The largest size, as a multiple of today. */
  readonly to: number;
  readonly inTime: boolean;
  readonly moving: ReadonlyMap<PlannedRequest, MovingStatement>;
}

export interface RuleUse {
  readonly rule: string;
  readonly says: string;
  readonly columns: number;
}
