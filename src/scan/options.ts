import type { EngineProgress } from '../engine/types';
import type { GivenRows } from '../generate/model/row-counts';
import type { Server } from '../postgres/types';
import type { DriverName } from '../scenario/driver-names';
import type { SchemaText } from '../scenario/sources/schema-files';

export interface ScanOptions {
  readonly server: Server;
  readonly sources: readonly SchemaText[];
  /** Names of migrations beside them that are not SQL. */
  readonly unread?: readonly string[];
  /** Schemas in which each file looks for names without one; `public` where absent. */
  readonly searchPath?: readonly string[] | undefined;
  readonly scales: readonly number[];
  readonly given: GivenRows;
  readonly maxQueries: number;
  /** Loads no rows: nothing is measured, and queries that outgrow their results are not reported. */
  readonly noTrial?: boolean;
  /** Whether ways to write a query that lose an index are looked for. */
  readonly variants?: boolean;
  /** Whose parameter types the queries are planned with; all inferred where absent. */
  readonly driver?: DriverName | undefined;
  readonly signal: AbortSignal;
  readonly onProgress: (progress: ScanProgress) => void;
}

export type ScanProgress =
  | {
      readonly phase: 'read';
      readonly done: number;
      readonly total: number;
      /** The statement that takes long. */
      readonly slow?: string | undefined;
    }
  | { readonly phase: 'fit' }
  | {
      readonly phase: 'plan' | 'confirm';
      readonly queries: number;
      readonly of: EngineProgress;
    };
