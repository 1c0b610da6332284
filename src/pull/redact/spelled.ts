import { tokenize } from '../../sql/tokens';

/**
 * Values that a schema spells out: in checks, in predicates of indexes, in bounds of partitions, in defaults, in bodies of
 * functions. They can be read there whatever statistics say, and a partial index or a partition goes by them.
 */
export function spelledIn(sql: string): ReadonlySet<string> {
  const found = new Set<string>();
  const add = (text: string): void => {
    for (const { kind, text: token } of tokenize(text)) {
      if (kind === 'number') found.add(token);
      if (kind !== 'string') continue;
      const [, , body] = /^\$(\w*)\$([^]*)\$\1\$$/.exec(token) ?? [];
      if (body !== undefined) {
        add(body);
        continue;
      }
      const value = token.slice(token.indexOf("'") + 1, -1).replaceAll("''", "'");
      found.add(value);
      // An array's items, and the ends of a range.
      if (/^[{[(]/.test(value)) value.split(/[{}[\](),"]+/).forEach((item) => found.add(item));
    }
  };
  add(sql);
  found.delete('');
  return found;
}
