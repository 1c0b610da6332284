import { tokenize, isSymbol } from '../sql/tokens';
import type { AccessPath } from '../plan/types';
import type { Catalog, CatalogColumn, CatalogTable } from '../postgres/catalog/types';

/** The table that an access reads; for a partition that is read in its own way, the partition. */
export function tableOf(
  { schema, relation }: AccessPath,
  catalog: Catalog,
): CatalogTable | undefined {
  return catalog.tables.find(
    (each) => each.name === relation && (schema === '' || each.schema === schema),
  );
}

export function columnOfTable(
  access: AccessPath,
  name: string,
  catalog: Catalog,
): CatalogColumn | undefined {
  return tableOf(access, catalog)?.columns.find((column) => column.name === name);
}

/** An expression as EXPLAIN VERBOSE prints it, without the alias before its columns. */
export function withoutAlias(text: string, { alias }: AccessPath): string {
  const tokens = tokenize(text);
  let bare = '';
  let from = 0;
  tokens.forEach((token, i) => {
    const dot = tokens[i + 1];
    const own = token.text === alias || token.text.replace(/_\d+$/, '') === alias;
    if (token.kind !== 'name' || !own || !isSymbol(dot, '.')) return;
    bare += text.slice(from, token.start);
    from = dot?.end ?? token.end;
  });
  return bare + text.slice(from);
}
