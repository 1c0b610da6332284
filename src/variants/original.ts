import { operandTexts } from '../advice/query/operand-texts';
import { relationsOf, selectOf, type FromRelation, type Term } from '../advice/query/select';
import type { Catalog, CatalogColumn, CatalogTable } from '../postgres/catalog/types';
import { withoutModifier } from '../postgres/without-modifier';
import { columnOf, operationOf } from '../sql/nodes';
import { readQuery, type QueryText } from '../sql/query-text';
import type { Tree } from '../sql/parse';
import { containsNode } from '../sql/walk';
import type { Equality, Original } from './types';

/** Reads a query for the rules; undefined where it is no single statement. */
export async function readOriginal(sql: string, catalog: Catalog): Promise<Original | undefined> {
  const query = await readQuery(sql.trim().replace(/;$/, ''));
  const select = query && selectOf(query);
  if (query === undefined) return undefined;
  const equalities = (select?.terms ?? []).flatMap((term) => {
    const found = equalityOf(query, term, catalog);
    return found === undefined ? [] : [found];
  });
  return { query, select, catalog, equalities };
}

function equalityOf(query: QueryText, term: Term, catalog: Catalog): Equality | undefined {
  const operation = operationOf(term.tree);
  if (operation?.operator !== '=') return undefined;
  if (containsNode(operation.right, ['ColumnRef', 'SubLink'])) return undefined;
  const found = resolveColumn(operation.left, query.tree, catalog);
  if (found === undefined) return undefined;
  const { left, right } = operandTexts(query, term.span, operation);
  return {
    ...found,
    span: term.span,
    left,
    value: /^\$\d+$/.test(right) ? right : `(${right})`,
    type: bareType(found.column),
  };
}

/** `character(3)` without its length would be `character(1)`. */
const bareType = ({ type, typeName }: CatalogColumn): string =>
  typeName === 'bpchar' ? 'bpchar' : withoutModifier(type);

/** The column that an expression is, where a table of FROM has it. */
function resolveColumn(
  expression: unknown,
  tree: Tree,
  catalog: Catalog,
): { readonly table: CatalogTable; readonly column: CatalogColumn } | undefined {
  const named = columnOf(expression);
  if (named === undefined) return undefined;
  // A bare name may be one of a subquery or a function of FROM.
  const others = containsNode(tree['fromClause'], ['RangeSubselect', 'RangeFunction']);
  if (named.qualifier === undefined && others) return undefined;
  const found = relationsOf(tree)
    .filter(({ alias }) => named.qualifier === undefined || alias === named.qualifier)
    .flatMap((relation) => {
      const table = tableNamed(catalog, relation);
      const column = table?.columns.find(({ name }) => name === named.name);
      return table === undefined || column === undefined ? [] : [{ table, column }];
    });
  return found.length === 1 ? found[0] : undefined;
}

/** The table that FROM names; without a schema, the one of `public` before others. */
export function tableNamed(
  { tables }: Catalog,
  { relation, schema }: FromRelation,
): CatalogTable | undefined {
  const named = tables.filter((table) => table.name === relation);
  if (schema !== undefined) return named.find((table) => table.schema === schema);
  return named.find((table) => table.schema === 'public') ?? named[0];
}
