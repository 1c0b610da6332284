import { tableName } from '../../generate/names';
import type { SchemaFacts, TableFacts } from '../../postgres/catalog/schema-facts';
import { freeName } from '../../postgres/free-name';
import { qualifiedName } from '../../postgres/quote';
import type { SchemaChange } from './types';

/**
 * Partitions for the rows of a partitioned table that lie in none: a default one, and for a table that is partitioned by
 * hash, which has no default, those of the remainders that are missing.
 */
export function otherPartition(facts: SchemaFacts, table: TableFacts): SchemaChange {
  const name = tableName(table);
  const taken = new Set(
    (facts.names ?? []).flatMap((each) => (each.schema === table.schema ? [each.name] : [])),
  );
  const bounds = /^hash\b/i.test(table.partitionKey ?? '')
    ? missingRemainders(facts, table)
    : ['default'];
  const sql = bounds.map((bound) => {
    const own = freeName(table.name, '_other', taken);
    taken.add(own);
    return `create table ${qualifiedName(table.schema, own)} partition of ${qualifiedName(table.schema, table.name)} ${bound}`;
  });
  const added =
    bounds.length === 1 && bounds[0] === 'default' ? 'a default partition' : 'partitions';
  return { sql, note: `added ${added} to ${name}: not all rows of the model lie in the others` };
}

/** Bounds of the hash partitions that a table lacks, by the largest modulus of those that it has; one for all where it has none. */
function missingRemainders({ tables }: SchemaFacts, table: TableFacts): readonly string[] {
  const parts = tables
    .filter(({ partitionOf }) => partitionOf === tableName(table))
    .flatMap(({ partitionBound = '' }) => {
      const found = /modulus (\d+), remainder (\d+)/i.exec(partitionBound);
      return found === null ? [] : [{ modulus: Number(found[1]), remainder: Number(found[2]) }];
    });
  const modulus = Math.max(1, ...parts.map((part) => part.modulus));
  return Array.from({ length: modulus }, (_, remainder) => remainder)
    .filter((remainder) => !parts.some((part) => remainder % part.modulus === part.remainder))
    .map((remainder) => `for values with (modulus ${modulus}, remainder ${remainder})`);
}
