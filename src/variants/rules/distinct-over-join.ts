import { conjunction } from '../../advice/query/conjunction';
import { relationsOf } from '../../advice/query/select';
import { containsNode } from '../../sql/walk';
import { existsTermOf } from '../exists-term';
import { replaced, textOf } from '../../sql/query-text';
import { tableNamed } from '../original';
import type { Variant } from '../types';

/** Types without equality, which DISTINCT cannot compare. */
const incomparable = /^(?:json|xml|point|line|lseg|box|path|polygon|circle)$/;

export const distinctOverJoin: Variant = {
  name: 'distinct over a join',
  reason:
    'All pairs of the join are made, sorted or hashed, before their repetitions are taken away.',
  instead: 'Ask where exists (…): a semi-join returns each row once, and stops with a LIMIT.',
  sameRows: true,
  rewrite({ query, select, catalog }) {
    const found = select && existsTermOf(query, select, false);
    if (select?.where === undefined || found === undefined) return [];
    const [relation, ...others] = relationsOf(select.tree);
    const table = relation && tableNamed(catalog, relation);
    // Two equal rows of a table without a key would become one.
    if (table?.primaryKey === undefined || others.length > 0) return [];
    if (table.columns.some(({ typeName }) => incomparable.test(typeName))) return [];
    const star = containsNode(select.tree['targetList'], ['A_Star']);
    if (!star || containsNode(select.tree['targetList'], ['FuncCall'])) return [];
    const kept = select.terms.filter((term) => term !== found.term);
    const where = conjunction(query, [...kept, ...found.select.terms]);
    const joined = `${textOf(query, select.from)} cross join ${textOf(query, found.select.from)}`;
    const targets = textOf(query, select.targets);
    return [
      replaced(query.sql, [
        {
          span: select.targets,
          by: `distinct ${targets === '*' ? `${relation?.alias ?? ''}.*` : targets}`,
        },
        { span: select.from, by: joined },
        { span: select.where, by: where },
      ]),
    ];
  },
};
