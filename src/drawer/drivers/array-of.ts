import type { ParameterValue } from './types';

/** The type of the elements, or that of an array of them. */
export const arrayOf = (
  type: string | null | undefined,
  { array }: ParameterValue,
): string | null => (type === null || type === undefined ? null : array ? `${type}[]` : type);
