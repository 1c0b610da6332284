import { type ComparedValue, uncast } from '../../sql/compared-values';
import { nodeOf } from '../../sql/nodes';
import type { ReadStatement } from './workload';

/** A parameter that a statement compares with a column. */
export interface PlacedParameter {
  /** From 0. */
  readonly place: number;
  readonly by: ComparedValue;
  /** The texts and numbers in its value. */
  readonly values: readonly string[];
}

export function parametersOf(
  read: ReadStatement | undefined,
  values: readonly unknown[],
): readonly PlacedParameter[] {
  return (read?.compared ?? []).flatMap((by) => {
    const number = Number(nodeOf(uncast(by.value), 'ParamRef')?.['number'] ?? 0);
    const found: string[] = [];
    if (number > 0) {
      withTexts(values[number - 1], (text) => {
        found.push(text);
        return text;
      });
    }
    return found.length === 0 ? [] : [{ place: number - 1, by, values: found }];
  });
}

/** A parameter with its texts and numbers replaced, at any depth of arrays. */
export function withTexts(value: unknown, replace: (text: string) => string): unknown {
  if (Array.isArray(value)) return value.map((item) => withTexts(item, replace));
  if (typeof value === 'string') return replace(value);
  return typeof value === 'number' || typeof value === 'bigint' ? replace(String(value)) : value;
}
