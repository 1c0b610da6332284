import { noFacts, type CatalogFacts } from './facts';
import { foldPartitions } from './partitions';
import { indexPredicates } from './index-conditions';
import { numberOf, textOf } from './nodes';
import { occurrenceName, occurrences, type Occurrence } from './occurrences';
import { predicates, type ColumnScope } from './predicate';
import { findScans, shownAliases, type Scan } from './scans';
import type { AccessPath, ExplainDocument, Json, PlanNode, Predicate } from './types';

/** The accesses of a plan, and what they were read from. */
export interface Accesses {
  readonly paths: readonly AccessPath[];
  /** The scan behind each path; absent where one stands for several scans, since their costs choose how they fold. */
  readonly scans?: readonly Scan[];
}

/**
 * How each occurrence of a relation is read: those of the main plan, then those of each subplan, by alias. Partitions that are read alike are one line; those
 * that differ have a line each, named by the partition.
 */
export function accessPaths(
  document: ExplainDocument,
  facts: CatalogFacts = noFacts,
): readonly AccessPath[] {
  return readAccesses(document, facts).paths;
}

export function readAccesses(document: ExplainDocument, facts: CatalogFacts): Accesses {
  const shown = shownAliases(document.root);
  const found = occurrences(findScans(document), shown, facts).toSorted(mainPlanFirst);
  const paths = found.flatMap((occurrence) =>
    foldPartitions(occurrence, pathsOf(occurrence, facts), facts),
  );
  const scans = found.flatMap((occurrence) => occurrence.scans);
  return scans.length === found.length ? { paths, scans } : { paths };
}

function mainPlanFirst(a: Occurrence, b: Occurrence): number {
  const rank = ({ subplan, alias }: Occurrence): string => `${subplan}\0${alias}`;
  if (rank(a) !== rank(b)) return rank(a) < rank(b) ? -1 : 1;
  return a.nth - b.nth;
}

const pathsOf = (occurrence: Occurrence, facts: CatalogFacts): readonly AccessPath[] =>
  occurrence.scans.map((scan) => pathOf(scan, occurrence, facts));

function pathOf(scan: Scan, occurrence: Occurrence, facts: CatalogFacts): AccessPath {
  const { node, schema, relation, method } = scan;
  const scope: ColumnScope = { alias: scan.alias, qualified: 'Schema' in node.properties };
  const indexScans = method === 'bitmap' ? bitmapIndexScans(node) : [node];
  const answered = indexScans.map((one) => indexPredicates(one, schema, scope, facts));
  const direction = directionOf(node.properties['Scan Direction']);
  return {
    occurrence: occurrenceName(occurrence, schema, relation),
    alias: occurrence.alias,
    schema,
    relation,
    method,
    indexes: [...new Set(indexScans.flatMap((one) => textOf(one, 'Index Name') ?? []))].sort(),
    ...(direction === undefined ? {} : { direction }),
    conditions: [
      ...answered.flatMap(({ conditions }) => conditions),
      ...filterTexts(node, ['TID Cond'], scope),
    ],
    filters: [
      ...answered.flatMap(({ filters }) => filters),
      ...filterTexts(node, ['Filter'], scope),
    ],
    partitions: 1,
    ...estimates(node, scan.divisor),
  };
}

/** Rows and cost of a scan, all of a parallel one's workers together. */
export function estimates(node: PlanNode, divisor: number): Pick<AccessPath, 'rows' | 'cost'> {
  return {
    rows: Math.round(numberOf(node, 'Plan Rows') * divisor),
    cost: numberOf(node, 'Total Cost'),
  };
}

/** The leaves below a Bitmap Heap Scan, through BitmapAnd and BitmapOr: they hold the names of the indexes. */
function bitmapIndexScans(node: PlanNode): readonly PlanNode[] {
  return node.children
    .filter((child) => /^Bitmap(And|Or| Index Scan)$/.test(child.type))
    .flatMap((child) => (child.type === 'Bitmap Index Scan' ? [child] : bitmapIndexScans(child)));
}

function filterTexts(
  node: PlanNode,
  names: readonly string[],
  scope: ColumnScope,
): readonly Predicate[] {
  return names.flatMap((name) => {
    const text = textOf(node, name);
    return text === undefined ? [] : predicates(text, scope);
  });
}

function directionOf(value: Json | undefined): 'forward' | 'backward' | undefined {
  if (value === 'Backward') return 'backward';
  return value === undefined ? undefined : 'forward';
}
