import { findTable, tableName } from '../../generate/names';
import type { SchemaFacts } from '../../postgres/catalog/schema-facts';
import { qualifiedName, quoteIdent } from '../../postgres/quote';

/** A foreign key that the model leaves out. */
export interface AmbiguousKey {
  readonly drop: string;
  readonly note: string;
}

/** A column of two foreign keys refers to one row: the key with the most columns stays. */
export function ambiguousKeys(facts: SchemaFacts): readonly AmbiguousKey[] {
  return facts.tables.flatMap((table) =>
    table.foreignKeys.flatMap((key): AmbiguousKey[] => {
      const [winner] = table.foreignKeys
        .filter(({ columns }) => columns.some((column) => key.columns.includes(column)))
        .toSorted((a, b) => b.columns.length - a.columns.length);
      if (winner === undefined || winner === key) return [];
      const same = findTable(facts, winner) === findTable(facts, key);
      if (same && key.columns.join() === winner.columns.join()) return [];
      return [
        {
          drop: `alter table ${qualifiedName(table.schema, table.name)} drop constraint if exists ${quoteIdent(key.name)}`,
          note: `left out the foreign key ${key.name} of ${tableName(table)} in the model: ${winner.name} makes the same column`,
        },
      ];
    }),
  );
}
