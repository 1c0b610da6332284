import { asksExistence } from '../../plan/asks-existence';
import { isChild, nodesOf, numberOf } from '../../plan/nodes';
import type { ExplainDocument, Json, PlanNode } from '../../plan/types';
import { unjoinedSides } from '../../plan/unjoined';
import type { Figures, NodeWork } from '../types';
import { price } from './price';

/** What `EXPLAIN (ANALYZE, BUFFERS)` says of each node, parents first. */
export function nodeWork(document: ExplainDocument): readonly NodeWork[] {
  return nodesOf(document.root).map(({ node, above }) => workOf(node, above.length));
}

/** Pages and rows of a whole run, without its triggers. */
export function figuresOf(document: ExplainDocument): Figures {
  const { root } = document;
  const pages = touched(root);
  const tempPages = temporary(root);
  const rowsHandled = nodeWork(document).reduce((sum, node) => sum + node.rowsHandled, 0);
  const rowsAggregated = aggregated(root);
  const rowsUnjoined = unjoined(root);
  return {
    pages,
    tempPages,
    rowsHandled,
    rowsReturned: answered(root),
    ...(rowsAggregated === undefined ? {} : { rowsAggregated }),
    ...(rowsUnjoined === undefined ? {} : { rowsUnjoined }),
    work: price({ pages, tempPages, rowsHandled }),
  };
}

/** The figures without so many touched pages of visibility maps. */
export function withoutMapPages(figures: Figures, mapPages: number): Figures {
  if (mapPages === 0) return figures;
  const pages = Math.max(0, figures.pages - mapPages);
  const { tempPages, rowsHandled } = figures;
  return { ...figures, pages, mapPages, work: price({ pages, tempPages, rowsHandled }) };
}

/** The figures with the work of triggers added. */
export function withTriggers(
  figures: Figures,
  triggers: { readonly pages: number; readonly rowsHandled: number },
): Figures {
  const pages = figures.pages + triggers.pages;
  const rowsHandled = figures.rowsHandled + triggers.rowsHandled;
  const { tempPages } = figures;
  return {
    ...figures,
    pages,
    rowsHandled,
    triggers,
    work: price({ pages, tempPages, rowsHandled }),
  };
}

/**
 * Rows that the plan's scans took from tables and indexes, as the counters of `pg_stat_xact_*` count them: what these
 * counted beyond that is the work of triggers.
 */
export function rowsScanned(document: ExplainDocument): number {
  return nodeWork(document)
    .filter(({ type }) => /^(Seq|Sample|Index|Index Only|Bitmap Index) Scan$/.test(type))
    .reduce((sum, node) => sum + node.rowsHandled, 0);
}

function workOf(node: PlanNode, depth: number): NodeWork {
  const { properties } = node;
  const loops = numberOf(node, 'Actual Loops');
  const actualRows = numberOf(node, 'Actual Rows');
  const removedRows = loops * removed(node);
  return {
    type: node.type,
    depth,
    ...named('relation', properties['Relation Name']),
    ...named('alias', properties['Alias']),
    ...named('index', properties['Index Name']),
    estimatedRows: numberOf(node, 'Plan Rows'),
    actualRows,
    loops,
    removedRows,
    rowsHandled: loops * actualRows + removedRows,
    pages: own(node, touched),
    tempPages: own(node, temporary),
    ...heapPages('exactPages', properties['Exact Heap Blocks']),
    ...heapPages('lossyPages', properties['Lossy Heap Blocks']),
  };
}

/** `Rows Removed by Filter` and its kin: each a mean of one loop, which EXPLAIN prints as a whole number. */
function removed(node: PlanNode): number {
  return Object.keys(node.properties)
    .filter((name) => name.startsWith('Rows Removed by '))
    .reduce((sum, name) => sum + numberOf(node, name), 0);
}

/** EXPLAIN's buffers of a node include those of its children. */
function touched(node: PlanNode): number {
  return (
    numberOf(node, 'Shared Hit Blocks') +
    numberOf(node, 'Shared Read Blocks') +
    numberOf(node, 'Local Hit Blocks') +
    numberOf(node, 'Local Read Blocks')
  );
}

function temporary(node: PlanNode): number {
  return numberOf(node, 'Temp Read Blocks') + numberOf(node, 'Temp Written Blocks');
}

/** Pages that a node touched by itself. */
export const ownPages = (node: PlanNode): number => own(node, touched);

/**
 * Never below 0: a CTE or an initplan belongs to one node and may be run by another, whose figures then include it
 * though it is not its child.
 */
function own(node: PlanNode, figure: (of: PlanNode) => number): number {
  const below = node.children.reduce((sum, child) => sum + figure(child), 0);
  return Math.max(0, figure(node) - below);
}

/** Rows returned; those changed where a statement changes rows and returns none. */
function answered(root: PlanNode): number {
  if (root.type !== 'ModifyTable' || returned(root) > 0) return returned(root);
  return root.children
    .filter((child) => isChild(child, 'Outer'))
    .reduce((sum, child) => sum + returned(child), 0);
}

const passes: ReadonlySet<string> = new Set([
  'Limit',
  'Sort',
  'Incremental Sort',
  'Result',
  'ProjectSet',
  'Subquery Scan',
  'WindowAgg',
  'ModifyTable',
  'LockRows',
]);

/**
 * Rows that enter the topmost aggregate, where nothing but sorting, limits and projections stands above it. Undefined where
 * the aggregate only asks for one row. Pairs that no condition joins are nothing to aggregate: of these the smaller side counts.
 */
function aggregated(root: PlanNode): number | undefined {
  const outer = root.children.filter((child) => isChild(child, 'Outer', 'Subquery'));
  if (root.type === 'Aggregate' || root.type === 'Group' || root.type === 'Unique') {
    if (asksExistence(root)) return undefined;
    return outer.reduce((sum, child) => sum + (paired(child) ?? returned(child)), 0);
  }
  const [child] = outer;
  return passes.has(root.type) && child !== undefined ? aggregated(child) : undefined;
}

/** A LIMIT ends the pairs, and what it returns is what somebody asked for. */
function unjoined(root: PlanNode): number | undefined {
  const [child] = root.children.filter((each) => isChild(each, 'Outer', 'Subquery'));
  const below = passes.has(root.type) && root.type !== 'Limit' && child !== undefined;
  return below ? unjoined(child) : paired(root);
}

function paired(node: PlanNode): number | undefined {
  const sides = unjoinedSides(node);
  return sides && Math.min(...sides.map(rowsOfOneLoop));
}

/** The inner side of a nested loop returns its rows once for each row of the outer one. */
const rowsOfOneLoop = (node: PlanNode): number => numberOf(node, 'Actual Rows');

const returned = (node: PlanNode): number =>
  numberOf(node, 'Actual Rows') * numberOf(node, 'Actual Loops');

function named(
  name: 'relation' | 'alias' | 'index',
  value: Json | undefined,
): { readonly [key in typeof name]?: string } {
  return typeof value === 'string' ? { [name]: value } : {};
}

function heapPages(
  name: 'exactPages' | 'lossyPages',
  value: Json | undefined,
): { readonly [key in typeof name]?: number } {
  return typeof value === 'number' && value > 0 ? { [name]: value } : {};
}
