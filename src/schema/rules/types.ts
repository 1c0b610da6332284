import type { FileStatement } from '../read-statements';

/** What a server has, as far as statements of a schema ask for it. */
export interface ServerFacts {
  readonly roles: ReadonlySet<string>;
  /** Names of parameters (`pg_settings`). */
  readonly settings: ReadonlySet<string>;
  readonly accessMethods: ReadonlySet<string>;
  readonly tablespaces: ReadonlySet<string>;
  readonly schemas: ReadonlySet<string>;
  /** Schemas that the statements themselves create, now or later. */
  readonly createdSchemas: ReadonlySet<string>;
  /** Roles are the server's, not the database's: on a server of others none is created. */
  readonly mayCreateRoles: boolean;
}

/** What a rule makes of a statement. */
export interface Adapted {
  /** Statements that run in its place, in order; none where it is skipped. */
  readonly run: readonly string[];
  /** What is said of it, once for all statements with the same note; absent where nothing is lost. */
  readonly note?: string;
}

/** One difference between the server that a schema was written for and the one that plancliff starts. */
export interface AdaptRule {
  readonly name: string;
  /** Undefined where the statement is not the rule's. */
  adapt(statement: FileStatement, facts: ServerFacts): Adapted | undefined;
}

export function skipped(note?: string): Adapted {
  return note === undefined ? { run: [] } : { run: [], note };
}
