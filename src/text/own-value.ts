/**
 * The value of a key that somebody has named: a table, a column, a case. Undefined for a key that is not the object's own;
 * every object inherits some, such as `constructor` and `toString`.
 */
export function ownValue<Value>(
  of: { readonly [key: string]: Value },
  key: string,
): Value | undefined {
  return Object.hasOwn(of, key) ? of[key] : undefined;
}
