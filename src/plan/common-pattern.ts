/**
 * The name that the tables of an occurrence have in common where the catalog calls none of them a partition: children of
 * plain inheritance. Runs of digits become `*`, then whatever
 * else differs behind a common beginning. `events_2025_01`, `events_2025_02` give `events_*`.
 */
export function commonPattern(names: readonly string[]): string | undefined {
  const patterns = [...new Set(names.map((name) => name.replace(/\d+(_\d+)*/g, '*')))];
  const [first = '', ...others] = patterns;
  if (others.length === 0) return first;
  const head = commonLength(patterns, (name, i) => name.charAt(i));
  const start = first.slice(0, head).lastIndexOf('_') + 1;
  if (start === 0) return undefined;
  const tail = commonLength(
    patterns.map((name) => name.slice(start)),
    (name, i) => name.charAt(name.length - 1 - i),
  );
  const end = first.slice(first.length - tail);
  const suffix = end.includes('_') ? end.slice(end.indexOf('_')) : '';
  return `${first.slice(0, start)}*${suffix}`;
}

function commonLength(names: readonly string[], at: (name: string, i: number) => string): number {
  const shortest = Math.min(...names.map((name) => name.length));
  for (let i = 0; i < shortest; i += 1) {
    if (new Set(names.map((name) => at(name, i))).size > 1) return i;
  }
  return shortest;
}
