import type { CommonOptions } from '../options';

export interface PullOptions extends CommonOptions {
  /** As it was typed. */
  readonly folder: string;
  /** Undefined where `statistics` stands in for the database. */
  readonly databaseUrl: string | undefined;
  /** File with DDL to take in place of what the catalogs say. */
  readonly schema?: string;
  /** File of `pg_dump --statistics-only`. */
  readonly statistics?: string;
  readonly liveEnds: boolean;
  /** Whether values are replaced. */
  readonly redact: boolean;
  /** Statements of the workload that are planned to see what that costs. */
  readonly top: number;
  /** Milliseconds. */
  readonly statementTimeout: number;
  readonly lockTimeout: number;
}
