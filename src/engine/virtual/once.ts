/**
 * What a memo remembers values of: of one type, and either for all databases of a run or for one of them. Its user
 * declares it beside the function that makes the values, so that the memo itself knows no type.
 */
export interface Topic<Value> {
  readonly per: 'run' | 'database';
  /** Never set; it carries the type. */
  readonly value?: Value;
}

/**
 * The value of a topic under a key, made when it is first asked for. A promise that failed stays: what makes a value
 * would fail again. An object as a key is compared by identity, and keeps its value no longer than it lives itself.
 */
export type Once = <Value>(topic: Topic<Value>, key: string | object, make: () => Value) => Value;

export function topic<Value>(per: Topic<Value>['per']): Topic<Value> {
  return { per };
}

/** A memo of its own. */
export function openMemo(): Once {
  const texts = new Map<Topic<unknown>, Map<string, unknown>>();
  const objects = new Map<Topic<unknown>, WeakMap<object, unknown>>();
  const inMap = <Key, Value>(
    known: {
      has(key: Key): boolean;
      get(key: Key): unknown;
      set(key: Key, value: unknown): unknown;
    },
    key: Key,
    make: () => Value,
  ): Value => {
    // The topic says of which type its values are.
    if (known.has(key)) return known.get(key) as Value;
    const value = make();
    known.set(key, value);
    return value;
  };
  return (of, key, make) =>
    typeof key === 'string'
      ? inMap(
          inMap(texts, of, () => new Map<string, unknown>()),
          key,
          make,
        )
      : inMap(
          inMap(objects, of, () => new WeakMap<object, unknown>()),
          key,
          make,
        );
}

/** The memo of one database, beside the one that it has in common with the others of the run. */
export function onceIn(run: Once, database: Once): Once {
  return (of, key, make) => (of.per === 'run' ? run : database)(of, key, make);
}
