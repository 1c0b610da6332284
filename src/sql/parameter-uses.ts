import { comparedValues, uncast } from './compared-values';
import type { TableOf } from './known-tables';
import { nodeOf } from './nodes';
import type { Tree } from './parse';
import { walk } from './walk';

/** What a parameter is for. */
export type ParameterUse =
  | { readonly kind: 'limit' }
  | { readonly kind: 'offset' }
  | {
      readonly kind: 'column';
      /** As its owner names it; as the statement writes it, without quotes, where it is unknown. */
      readonly table: string;
      readonly column: string;
      /** `=` too for a value that is written to the column. An array is compared by `any`. */
      readonly operator: string;
      readonly array: boolean;
    };

/**
 * The use of each `$n` of a statement that is compared with a column, written to one, or counts rows. Casts on either
 * side are looked through. A parameter in any other place, such as an argument of a function, is absent.
 *
 * @param tableOf the tables that are known, for names without a qualifier
 */
export function parameterUses(root: Tree, tableOf: TableOf): ReadonlyMap<number, ParameterUse> {
  const uses = new Map<number, ParameterUse>();
  const note = (value: unknown, use: ParameterUse): void => {
    const number = parameterOf(value);
    if (number !== undefined && !uses.has(number)) uses.set(number, use);
  };
  walk({ root }, (_, node) => {
    note(node['limitCount'], { kind: 'limit' });
    note(node['limitOffset'], { kind: 'offset' });
  });
  for (const { value, table, column, operator, array } of comparedValues(root, tableOf)) {
    note(value, { kind: 'column', table, column, operator, array });
  }
  return uses;
}

function parameterOf(value: unknown): number | undefined {
  const parameter = nodeOf(uncast(value), 'ParamRef');
  return parameter === undefined ? undefined : Number(parameter['number'] ?? 0);
}
