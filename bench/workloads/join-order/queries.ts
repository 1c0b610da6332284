import { families } from './families';
import { readFilters } from './filters';
import { codeOf, readGraph, tables } from './graph';

/** `13c` -> SQL. */
export const queries: { readonly [name: string]: { readonly sql: string } } = Object.fromEntries(
  Object.entries(families).flatMap(([number, family]) =>
    Object.entries(family.variants).map(([letter, filters]) => [
      number + letter,
      { sql: sqlOf(family.graph, family.shown?.[letter] ?? family.show, filters) },
    ]),
  ),
);

function sqlOf(graph: string, show: string, filters: string): string {
  const { aliases, joins } = readGraph(graph);
  const shown = show.split(' ').map((column) => `min(${column})`);
  const from = aliases.map((alias) => `${tables[codeOf(alias)]} ${alias}`);
  return [
    `select ${shown.join(', ')}`,
    `from ${from.join(', ')}`,
    `where ${[...joins, ...readFilters(filters)].join('\n  and ')}`,
  ].join('\n');
}
