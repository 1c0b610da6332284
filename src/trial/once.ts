/** The value under a key, made when it is first asked for. A promise that failed stays: it would fail again. */
export function once<Key, Value>(known: Map<Key, Value>, key: Key, make: () => Value): Value {
  const there = known.get(key);
  if (there !== undefined) return there;
  const value = make();
  known.set(key, value);
  return value;
}
