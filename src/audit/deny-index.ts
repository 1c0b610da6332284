import { loadModule, parseSync, scanSync, type ScanToken } from 'libpg-query';
import { isNode, walk, type TreeNode } from './tree';

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
  await loadModule();
  const tree: unknown = parseSync(sql);
  const found: TreeNode[] = [];
  const sampled = new Set<unknown>();
  walk(tree, (key, fields) => {
    if (key === 'RangeTableSample' && isNode(fields['relation'])) {
      sampled.add(fields['relation']['RangeVar']);
    }
    if (key === 'RangeVar' && names(fields, occurrence)) found.push(fields);
  });
  const hidden = isCte(tree, occurrence.relation);
  const tokens = scanSync(sql).tokens;
  const bytes = Buffer.from(sql);
  return found
    .filter(
      (relation) => !sampled.has(relation) && !(hidden && relation['schemaname'] === undefined),
    )
    .flatMap((relation) => {
      const end = endOf(relation, tokens);
      if (end === undefined) return [];
      const [before, after] = [bytes.subarray(0, end), bytes.subarray(end)].map(String);
      return `${before} tablesample pg_catalog.bernoulli (100) ${after}`;
    });
}

function names(rangeVar: TreeNode, { relation, alias }: Occurrence): boolean {
  const own = isNode(rangeVar['alias']) ? rangeVar['alias']['aliasname'] : rangeVar['relname'];
  return rangeVar['relname'] === relation && own === alias;
}

function isCte(tree: unknown, name: string): boolean {
  let found = false;
  walk(tree, (key, fields) => {
    if (key === 'CommonTableExpr' && fields['ctename'] === name) found = true;
  });
  return found;
}

/** Byte behind `schema.name [*] [[as] alias [(columns)]]`. */
function endOf(rangeVar: TreeNode, all: readonly ScanToken[]): number | undefined {
  const tokens = all.filter(({ tokenName }) => !tokenName.endsWith('COMMENT'));
  let index = tokens.findIndex(({ start }) => start === rangeVar['location']);
  if (index < 0) return undefined;
  const text = (): string | undefined => tokens[index + 1]?.text.toLowerCase();
  while (text() === '.') index += 2;
  if (text() === '*') index += 1;
  if (isNode(rangeVar['alias'])) {
    if (text() === 'as') index += 1;
    index += 1;
    if (Array.isArray(rangeVar['alias']['colnames'])) {
      while (tokens[index] !== undefined && tokens[index]?.text !== ')') index += 1;
    }
  }
  return tokens[index]?.end;
}
