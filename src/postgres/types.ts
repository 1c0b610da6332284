/** What plancliff needs of a connection: met by `pg.Client`, and by a fake in tests. */
export interface Connection {
  /** With `values`, even an empty list, by the extended protocol, which takes one statement and no more. */
  query<Row extends object = Record<string, unknown>>(
    text: string,
    values?: readonly unknown[],
  ): Promise<{ readonly rows: Row[]; readonly rowCount: number | null }>;
  end(): Promise<void>;
}

export type Major = number;

/** A server that plancliff started, or one that was there. */
export interface Server {
  readonly kind: 'embedded' | 'remote';
  readonly major: Major;
  /** As `server_version`. */
  readonly version: string;
  /** The data directory, on an embedded server alone: the virtual engine grows files below it. */
  readonly dataDirectory?: string;
  /** uid and gid that own the files, where the server runs as another user. */
  readonly owner?: { readonly uid: number; readonly gid: number };
  /** A new, empty database; dropped by `close` or by `drop`. */
  createDatabase(label: string, locale?: DatabaseLocale): Promise<Database>;
  /** The same with the contents of another one, to which nobody may be connected. On an embedded server alone. */
  copyDatabase?(label: string, original: Database): Promise<Database>;
  /**
   * Another server of the same programs and settings, started by the first call and ended by `close`: a transaction there
   * holds back no VACUUM here. On an embedded server alone.
   *
   * @throws PlancliffError where it does not start
   */
  beside?(): Promise<Server>;
  /** Stops what was started and removes what was created. Safe to call twice. */
  close(): Promise<void>;
}

/** How texts of a database are ordered; the server's own way where absent. Of an embedded server alone. */
export interface DatabaseLocale {
  readonly provider: 'libc' | 'icu' | 'builtin';
  readonly locale: string;
}

export interface Database {
  readonly name: string;
  connect(): Promise<Connection>;
  drop(): Promise<void>;
}
