/** What a statement of a migration does to those who use the table meanwhile. */
export interface TableLock {
  /** As the statement names it. */
  readonly table: string;
  /** Mode by PostgreSQL's name, the strongest that the statement takes. */
  readonly mode: LockMode;
  /** `rewrites` makes all rows and indexes anew, `reads` looks at every row, `builds` an index of every row. */
  readonly work?: 'rewrites' | 'reads' | 'builds' | undefined;
  /** What decides, where the text alone does not say it. */
  readonly note?: string | undefined;
}

/** From the weakest up. */
export type LockMode =
  | 'ACCESS SHARE'
  | 'ROW SHARE'
  | 'ROW EXCLUSIVE'
  | 'SHARE UPDATE EXCLUSIVE'
  | 'SHARE'
  | 'SHARE ROW EXCLUSIVE'
  | 'EXCLUSIVE'
  | 'ACCESS EXCLUSIVE';
