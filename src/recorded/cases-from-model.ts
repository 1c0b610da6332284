import type { DrawLabel, DrawnValue } from '../model/draw';
import type { TableOf } from '../sql/known-tables';
import { parameterUses, type ParameterUse } from '../sql/parameter-uses';
import type { Tree } from '../sql/parse';

/** Rows that a page asks for where its LIMIT was not recorded. */
const page = 20;

/** Further values of an IN list: each another one, so that a list of three is no list of one. */
const others: readonly DrawLabel[] = ['rare', 'common', 'lowest', 'highest'];

/**
 * Cases of a statement whose values were not recorded: one with common values, which most rows meet, and one with rare
 * ones. A range starts or ends where it keeps most rows or fewest. Undefined, with the parameter, where one is neither
 * compared with a column nor a count of rows.
 */
export function casesFromModel(
  { tree, parameters }: { readonly tree: Tree; readonly parameters: number },
  tableOf: TableOf,
):
  | { readonly cases: { readonly [label: string]: readonly unknown[] } }
  | { readonly unknown: number } {
  const uses = parameterUses(tree, tableOf);
  const numbers = Array.from({ length: parameters }, (_, place) => place + 1);
  const unknown = numbers.find((number) => !uses.has(number));
  if (unknown !== undefined) return { unknown };
  if (parameters === 0) return { cases: { default: [] } };
  const caseOf = (label: 'common' | 'rare'): readonly unknown[] => {
    const drawn = new Map<string, number>();
    return numbers.map((number) => {
      const use = uses.get(number);
      return use === undefined ? null : valueFor(use, label, drawn);
    });
  };
  const [common, rare] = [caseOf('common'), caseOf('rare')];
  return JSON.stringify(common) === JSON.stringify(rare)
    ? { cases: { default: common } }
    : { cases: { common, rare } };
}

function valueFor(
  use: ParameterUse,
  label: 'common' | 'rare',
  drawn: Map<string, number>,
): unknown {
  if (use.kind === 'limit') return page;
  if (use.kind === 'offset') return label === 'common' ? 0 : 50 * page;
  const from = `${use.table}.${use.column}`;
  const value: DrawnValue = { draw: labelFor(use.operator, label, from, drawn), from };
  return use.array ? [value] : value;
}

function labelFor(
  operator: string,
  label: 'common' | 'rare',
  from: string,
  drawn: Map<string, number>,
): DrawLabel {
  const wide = label === 'common';
  if (operator === '>' || operator === '>=') return wide ? 'lowest' : 'highest';
  if (operator === '<' || operator === '<=') return wide ? 'highest' : 'lowest';
  const place = drawn.get(from) ?? 0;
  drawn.set(from, place + 1);
  if (place === 0) return label;
  return others.filter((each) => each !== label)[(place - 1) % (others.length - 1)] ?? label;
}
