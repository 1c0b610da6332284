/** What the catalogs say of an index and EXPLAIN does not. */
export interface IndexFacts {
  /** Name of the topmost partitioned index that it belongs to; its own name otherwise. */
  readonly name: string;
  /** Access method: `btree`, `gin`, … */
  readonly method: string;
  /** Key columns in order, as `pg_get_indexdef` prints each; INCLUDE columns are not among them. */
  readonly keys: readonly string[];
  /** Predicate of a partial index. */
  readonly predicate?: string;
}

/** The few facts of the catalogs that make access paths exact. All answers may be unknown. */
export interface CatalogFacts {
  /** Server major, 0 where not known. */
  readonly major: number;
  /** The topmost partitioned table above this partition; undefined for any other relation. */
  rootOf(schema: string, relation: string): string | undefined;
  index(schema: string, name: string): IndexFacts | undefined;
}

/** For a plan whose server is out of reach, such as a recorded one. */
export const noFacts: CatalogFacts = {
  major: 0,
  rootOf: () => undefined,
  index: () => undefined,
};
