import { relationsOf } from '../../advice/query/select';
import { quoteIdent } from '../../postgres/quote';
import { ownWord } from '../../postgres/own-name';
import { replaced, tokensIn } from '../../sql/query-text';
import { containsNode } from '../../sql/walk';
import { columnsNamed } from '../columns-named';
import { tableNamed } from '../original';
import type { Variant } from '../types';

export const materializedCte: Variant = {
  name: 'materialized CTE',
  reason:
    'No condition from outside reaches a CTE that is MATERIALIZED: all of the table is read into it.',
  instead: 'Leave MATERIALIZED out, or write the condition inside.',
  sameRows: true,
  rewrite({ query, select, catalog }) {
    if (select?.where === undefined) return [];
    const [relation, ...others] = relationsOf(select.tree);
    const words = tokensIn(query, select.from).map(({ word }) => word);
    if (
      relation === undefined ||
      others.length > 0 ||
      words.some((word) => /^[(,]$|^ONLY$|^JOIN$/.test(word))
    )
      return [];
    const table = tableNamed(catalog, relation);
    const named = columnsNamed([query.tree]).map(({ name }) => name);
    // A CTE has no system columns, and its rows are in no schema.
    if (
      table === undefined ||
      !named.every((name) => table.columns.some((each) => each.name === name))
    )
      return [];
    if (containsNode(query.tree, ['SubLink'])) return [];
    const cte = ownWord('everything', [query.sql]);
    const whole =
      relation.schema === undefined
        ? quoteIdent(relation.relation)
        : `${quoteIdent(relation.schema)}.${quoteIdent(relation.relation)}`;
    const sql = replaced(query.sql, [
      { span: select.from, by: `${cte} as ${quoteIdent(relation.alias)}` },
    ]);
    return [`with ${cte} as materialized (select * from ${whole}) ${sql}`];
  },
};
