import type { IndexKey } from '../../postgres/catalog/schema-facts';
import { operandOf, predicate, where, type Operand } from './conditions';
import type { IndexProbe, Unnamed } from './types';

/** A value on the right of a searching operator, as SQL, where the column's own values do not serve. */
const literals: Readonly<Record<string, string>> = {
  tsquery: "to_tsquery('simple', 'word17')",
  jsonpath: '\'$.type ? (@ == "c")\'::jsonpath',
  point: 'point(10, 10)',
  box: 'box(point(10, 10), point(11, 11))',
  circle: 'circle(point(10, 10), 1)',
  polygon: 'polygon(box(point(10, 10), point(11, 11)))',
  'text[]': "array['type']",
  lquery: "'top.n1.*'::lquery",
};

/** Operators that text indexes of trigrams serve: the pattern is SQL. */
const patterns: Readonly<Record<string, string>> = {
  '~~': "'%ab12cd%'",
  '~~*': "'%ab12cd%'",
  '~': "'ab12cd'",
  '~*': "'ab12cd'",
};

/** Of many operators of one family, so many are tried. */
const most = 4;

function conditionOf(
  key: IndexKey,
  { name, right, schema }: IndexKey['operators'][number],
  operand: Operand | undefined,
): { readonly sql: string; readonly drawn: boolean } | undefined {
  const sign = schema === 'pg_catalog' ? name : `operator(${schema}.${name})`;
  if (/^(?:=|<|>|<=|>=|<>)$/.test(name)) return undefined;
  const pattern =
    key.type === 'text' || key.type.startsWith('character') ? patterns[name] : undefined;
  if (pattern !== undefined) return { sql: `${key.sql} ${sign} ${pattern}`, drawn: false };
  const literal = Object.hasOwn(literals, right) ? literals[right] : undefined;
  if (key.type === 'jsonb' && right === 'text')
    return { sql: `${key.sql} ${sign} 'type'`, drawn: false };
  // Documents are searched for a part of one, arrays for an element.
  if (
    operand !== undefined &&
    (right === key.type ||
      (right === 'anyarray' && key.type.endsWith('[]')) ||
      right === 'anyrange')
  ) {
    return { sql: `${operand.left} ${sign} ${operand.right(1)}`, drawn: true };
  }
  return literal === undefined ? undefined : { sql: `${key.sql} ${sign} ${literal}`, drawn: false };
}

export const search: IndexProbe = {
  kind: 'search',
  purpose: 'search with the operators that a GIN, GiST, SP-GiST or BRIN index serves',
  of(subject) {
    const { index, from } = subject;
    if (['btree', 'hash'].includes(index.method)) return [];
    const [key] = index.keys;
    if (key === undefined) return [];
    const operand = operandOf(subject, key);
    const seen = new Set<string>();
    const found = key.operators.flatMap((operator): Unnamed[] => {
      if (seen.has(operator.name)) return [];
      if (operator.ordering) {
        const literal = literals[operator.right];
        if (literal === undefined) return [];
        seen.add(operator.name);
        return [
          {
            variant: `nearest ${operator.name}`,
            sql: `select * from ${from}${where(predicate(index))} order by ${key.sql} ${operator.name} ${literal} limit 20`,
            cases: { default: [] },
          },
        ];
      }
      const condition = conditionOf(key, operator, operand);
      if (condition === undefined) return [];
      seen.add(operator.name);
      return [
        {
          variant: operator.name,
          sql: `select * from ${from}${where([condition.sql, ...predicate(index)])}`,
          cases:
            condition.drawn && operand !== undefined
              ? { common: [operand.draw('common')], rare: [operand.draw('rare')] }
              : { default: [] },
        },
      ];
    });
    return found.slice(0, most);
  },
};
