import type { CatalogIndex, CatalogTable } from '../../postgres/catalog/types';
import { tokenize } from '../../sql/tokens';

/** Bytes of a column's values, where they are known. */
export type WidthOf = (column: string) => number | undefined;

/** Bytes of a value of which nothing is known. */
const usualWidth = 100;

/**
 * Microseconds of a processor that building an index takes for each row, on one of two cores. Measured on 60,000 rows
 * (`npm run bench -- index-builds`), in the same run as 0.5 to 1.2 µs for a b-tree. An inverted index takes a value apart
 * into entries: the more bytes a value has the more entries, and text has to be cut into words or trigrams first.
 */
export function indexMicros(
  { method, columns }: Pick<CatalogIndex, 'method' | 'columns'>,
  table: Pick<CatalogTable, 'columns'>,
  widthOf: WidthOf,
): number {
  const { fixed, eachByte } = costs[method] ?? { fixed: 10 };
  if (eachByte === undefined) return fixed;
  const read = columnsIn(columns, table);
  return read.reduce(
    (sum, { name, typeName }) =>
      sum + (widthOf(name) ?? usualWidth) * (isText(typeName) ? eachByte.text : eachByte.entries),
    fixed,
  );
}

interface Costs {
  readonly fixed: number;
  /** Of values that hold their entries, such as arrays, and of text that is taken apart. */
  readonly eachByte?: { readonly entries: number; readonly text: number };
}

const costs: Readonly<Record<string, Costs>> = {
  btree: { fixed: 1 },
  hash: { fixed: 1.5 },
  brin: { fixed: 0.3 },
  gin: { fixed: 1, eachByte: { entries: 0.09, text: 0.45 } },
  gist: { fixed: 2, eachByte: { entries: 0.3, text: 0.75 } },
  spgist: { fixed: 4 },
};

const isText = (typeName: string): boolean => /^(text|varchar|bpchar|citext)$/.test(typeName);

/** The columns themselves, and those that expressions name. */
function columnsIn(
  keys: readonly string[],
  { columns }: Pick<CatalogTable, 'columns'>,
): CatalogTable['columns'] {
  const named = new Set(
    keys.flatMap((key) => [
      key,
      ...tokenize(key).flatMap(({ kind, text }) => (kind === 'name' ? [text] : [])),
    ]),
  );
  return columns.filter(({ name }) => named.has(name));
}
