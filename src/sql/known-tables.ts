/** A table with the columns that it is known to have. */
export interface KnownTable {
  /** As its owner names it, `orders` or `shop.orders`. */
  readonly name: string;
  readonly columns: readonly string[];
}

/** The table that a name in a statement means; undefined where it is unknown. */
export type TableOf = (name: string) => KnownTable | undefined;

/** Finds tables by their last names, whatever schema a statement writes. Of two with one name, the later. */
export function knownTables(tables: readonly KnownTable[]): TableOf {
  const byName = new Map(tables.map((table) => [unqualified(table.name), table]));
  return (name) => byName.get(unqualified(name));
}

const unqualified = (name: string): string => name.slice(name.lastIndexOf('.') + 1);
