import { readQuery, tokenAt, type QueryText } from './query-text';
import type { Tree } from './parse';
import { isTree, walk } from './walk';

/** One occurrence of a relation, as a plan names it. */
export interface Occurrence {
  readonly relation: string;
  readonly alias: string;
}

/**
 * The statement with an occurrence of a relation read through `tablesample bernoulli (100)`: all of its rows, and
 * no index. Such a scan costs what a sequential one does (costsize.c, cost_samplescan and cost_seqscan) and is the
 * only path the planner makes for it (allpaths.c, set_tablesample_rel_pathlist), so this denies the indexes of one
 * occurrence and leaves those of the others, which no setting can.
 *
 * @returns one text for each place that may be meant: none where a view hides it, several where an alias repeats
 */
export async function denyIndex(sql: string, occurrence: Occurrence): Promise<readonly string[]> {
  const query = await readQuery(sql);
  if (query === undefined) return [];
  const { type, tree } = query;
  const found: Tree[] = [];
  const sampled = new Set<unknown>();
  let isCte = false;
  walk({ [type]: tree }, (key, node) => {
    if (key === 'RangeTableSample' && isTree(node['relation'])) {
      sampled.add(node['relation']['RangeVar']);
    }
    if (key === 'RangeVar' && names(node, occurrence)) found.push(node);
    if (key === 'CommonTableExpr' && node['ctename'] === occurrence.relation) isCte = true;
  });
  return found
    .filter(
      (relation) => !sampled.has(relation) && !(isCte && relation['schemaname'] === undefined),
    )
    .flatMap((relation) => {
      const end = endOf(relation, query);
      if (end === undefined) return [];
      return `${sql.slice(0, end)} tablesample pg_catalog.bernoulli (100) ${sql.slice(end)}`;
    });
}

function names(rangeVar: Tree, { relation, alias }: Occurrence): boolean {
  const own = isTree(rangeVar['alias']) ? rangeVar['alias']['aliasname'] : rangeVar['relname'];
  return rangeVar['relname'] === relation && own === alias;
}

/** End of `schema.name [*] [[as] alias [(columns)]]`. */
function endOf(rangeVar: Tree, query: QueryText): number | undefined {
  const { tokens } = query;
  let index = tokenAt(query, rangeVar['location']);
  if (index < 0) return undefined;
  const next = (): string | undefined => tokens[index + 1]?.word;
  while (next() === '.') index += 2;
  if (next() === '*') index += 1;
  if (isTree(rangeVar['alias'])) {
    if (next() === 'AS') index += 1;
    index += 1;
    if (Array.isArray(rangeVar['alias']['colnames'])) {
      while (tokens[index] !== undefined && tokens[index]?.word !== ')') index += 1;
    }
  }
  return tokens[index]?.end;
}
