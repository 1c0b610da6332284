import { modelledTables, tableName } from '../../generate/names';
import type { IndexFacts, IndexKey } from '../../postgres/catalog/schema-facts';
import { quoteIdent } from '../../postgres/quote';
import { shortName } from './evidence';
import type { ScanRule } from './types';

/**
 * An index whose keys are the first keys of another one of the same kind: whatever it serves, the other serves, and each
 * write pays for both. A unique index enforces something and stays, unless another enforces the same.
 */
export const redundantIndex: ScanRule = ({ facts }) =>
  modelledTables(facts).flatMap((table) => {
    const gone = new Set<IndexFacts>();
    return table.indexes.flatMap((index) => {
      const other = table.indexes.find(
        (each) => each !== index && !gone.has(each) && covers(each, index, table.indexes),
      );
      if (other === undefined) return [];
      gone.add(index);
      const same = index.keys.length === other.keys.length;
      const name = tableName(table);
      return [
        {
          kind: 'redundant-index' as const,
          table: name,
          subject: index.name,
          title: `${index.name} of ${name} is redundant: ${other.name} ${same ? 'has the same columns' : 'starts with the same columns'}`,
          short: `${index.name} of ${name} is redundant: ${other.name} ${same ? 'has' : 'starts with'} the same columns (${keyList(index)})`,
          why: `${other.name} (${keyList(other)}) serves every query that ${index.name} (${keyList(index)}) serves; each insert writes both.`,
          change:
            index.constraint === undefined
              ? `drop index ${shortName(index)};`
              : `alter table ${shortName(table)} drop constraint ${quoteIdent(index.constraint)};`,
          weight: 300 + (same ? 50 : 0),
        },
      ];
    });
  });

function covers(other: IndexFacts, index: IndexFacts, all: readonly IndexFacts[]): boolean {
  if (index.primary || other.method !== index.method || other.predicate !== index.predicate)
    return false;
  // Of the other kinds only equal ones are compared: an entry of GIN or GiST has no leading columns.
  const prefix = index.method === 'btree';
  if (prefix ? other.keys.length < index.keys.length : other.keys.length !== index.keys.length)
    return false;
  if (index.keys.length === 0 || !sameKeys(index.keys, other.keys)) return false;
  if (!index.include.every((column) => contains(other, column))) return false;
  const same = index.keys.length === other.keys.length;
  if (index.unique && !(other.unique && same && other.nullsNotDistinct === index.nullsNotDistinct))
    return false;
  // Of two that cover each other one stays: the one that enforces more, then the first.
  if (same && coversBack(other, index)) {
    const rank = (each: IndexFacts): number =>
      (each.primary ? 4 : 0) +
      (each.constraint === undefined ? 0 : 2) +
      (each.unique ? 1 : 0) +
      each.include.length / 100;
    const [a, b] = [rank(other), rank(index)];
    return a === b ? all.indexOf(other) < all.indexOf(index) : a > b;
  }
  return true;
}

function coversBack(other: IndexFacts, index: IndexFacts): boolean {
  return (
    other.include.every((column) => contains(index, column)) && (!other.unique || index.unique)
  );
}

const contains = ({ keys, include }: IndexFacts, column: string): boolean =>
  include.includes(column) || keys.some((key) => key.column === column);

/** Whether keys are the first of others, all in the same order or all in the opposite one. */
function sameKeys(keys: readonly IndexKey[], others: readonly IndexKey[]): boolean {
  const alike = keys.every((key, place) => {
    const other = others[place];
    return (
      other !== undefined &&
      key.sql === other.sql &&
      key.operatorClass === other.operatorClass &&
      key.collation === other.collation
    );
  });
  const order = (reversed: boolean): boolean =>
    keys.every((key, place) => {
      const other = others[place];
      return (
        other !== undefined &&
        (key.descending !== other.descending) === reversed &&
        (key.nullsFirst !== other.nullsFirst) === reversed
      );
    });
  return alike && (order(false) || order(true));
}

const keyList = ({ keys }: IndexFacts): string => keys.map(({ sql }) => sql).join(', ');
