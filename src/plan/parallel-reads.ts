import type { RelationSize } from '../postgres/catalog/relation-sizes';
import { qualifiedName } from '../postgres/quote';
import {
  isChild,
  isParallel,
  numberOf,
  parallelDivisor,
  type Placed,
  textOf,
  workersAbove,
} from './nodes';
import type { PlanNode } from './types';

/** A scan by an index, whose pages decide on its parallel workers: pages of an index, or those that a bitmap leads to. */
export interface ParallelRead {
  /** What is read and how: the same in two plans where it does the same. */
  readonly of: string;
  readonly kind: 'index' | 'bitmap';
  /** The index, or the table of a bitmap, as SQL. */
  readonly relation: string;
  /** Rows that are read. */
  readonly rows: number;
  /** Whether the index is read from end to end. */
  readonly inFull: boolean;
}

/**
 * The scans by an index whose pages EXPLAIN lets one compute. Not those that run once for each row of a nested loop or for
 * a subplan, which have no workers of their own, and no index scan with a filter: EXPLAIN has the rows that pass it alone.
 */
export function parallelReads(
  node: PlanNode,
  above: readonly PlanNode[] = [],
): readonly ParallelRead[] {
  if (isRepeated(node, above[0])) return [];
  const own = readOf({ node, above });
  if (own !== undefined) return [own];
  const reads = node.children.flatMap((child) => parallelReads(child, [node, ...above]));
  if (node.type !== 'Append' && node.type !== 'Merge Append') return reads;
  // The largest decides on the workers of all (add_paths_to_append_rel, allpaths.c).
  const largest = reads.reduce<ParallelRead | undefined>(
    (most, read) => (most === undefined || read.rows > most.rows ? read : most),
    undefined,
  );
  return largest === undefined ? [] : [{ ...largest, of: `${largest.kind} of an append` }];
}

/** Pages that a scan reads, by which compute_parallel_worker (allpaths.c) counts its workers. */
export function pagesRead({ kind, rows, inFull }: ParallelRead, of: RelationSize): number {
  if (inFull) return of.pages;
  // genericcostestimate (selfuncs.c): the same share of its pages as of its rows.
  if (kind === 'index') return of.rows > 0 ? Math.min(1, rows / of.rows) * of.pages : 0;
  // compute_bitmap_pages (costsize.c): the formula of Mackert and Lohman.
  return Math.min(of.pages, (2 * of.pages * rows) / (2 * of.pages + rows));
}

function readOf({ node, above }: Placed): ParallelRead | undefined {
  const { 'Index Name': index, Schema: schema, 'Relation Name': table } = node.properties;
  if (typeof schema !== 'string' || typeof table !== 'string') return undefined;
  const alias = textOf(node, 'Alias') ?? table;
  if (node.type === 'Bitmap Heap Scan') {
    const bitmap = node.children.find((child) => isChild(child, 'Outer'));
    const rows = numberOf(bitmap ?? node, 'Plan Rows');
    const relation = qualifiedName(schema, table);
    return { of: `bitmap of ${alias}`, kind: 'bitmap', relation, rows, inFull: false };
  }
  if (typeof index !== 'string' || textOf(node, 'Filter') !== undefined) return undefined;
  const workers = isParallel(node) ? workersAbove(above) : 0;
  return {
    of: `${index} of ${alias}`,
    kind: 'index',
    relation: qualifiedName(schema, index),
    rows: numberOf(node, 'Plan Rows') * parallelDivisor(workers),
    inFull: textOf(node, 'Index Cond') === undefined,
  };
}

function isRepeated(node: PlanNode, parent: PlanNode | undefined): boolean {
  return isChild(node, 'SubPlan') || (isChild(node, 'Inner') && parent?.type === 'Nested Loop');
}
