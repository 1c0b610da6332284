import { drawsIn } from '../../model/drawn-values';
import type { Query } from '../../scenario/types';

const few = new Set<string>(['rare', 'absent']);

/**
 * Whether a case asks for values that few rows have or none: by its label, or by a value that it draws. It is the case
 * that an early stop waits for in vain.
 */
export function isRareCase(query: Query | undefined, label: string): boolean {
  const values = query?.cases.find((each) => each.label === label)?.values;
  return few.has(label) || drawsIn(values).some(({ draw }) => few.has(draw));
}
