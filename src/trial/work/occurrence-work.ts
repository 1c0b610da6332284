import type { CatalogFacts } from '../../plan/facts';
import { occurrenceName, occurrences } from '../../plan/occurrences';
import { findScans, shownAliases } from '../../plan/scans';
import type { ExplainDocument, PlanNode } from '../../plan/types';
import { nodeWork } from './read-figures';
import type { OccurrenceWork } from '../types';

/** The work of each occurrence: its scans, those of all partitions together, with the index scans below a bitmap. */
export function occurrenceWork(
  document: ExplainDocument,
  facts: CatalogFacts,
): readonly OccurrenceWork[] {
  const found = occurrences(findScans(document), shownAliases(document.root), facts);
  return found.map((occurrence) => {
    const [first] = occurrence.scans;
    const { schema, relation } = first ?? { schema: '', relation: '' };
    const work = occurrence.scans.map(({ node }) => scanWork(node));
    return {
      occurrence: occurrenceName(occurrence, schema, facts.rootOf(schema, relation) ?? relation),
      pages: sum(work.map(({ pages }) => pages)),
      rowsHandled: sum(work.map(({ rowsHandled }) => rowsHandled)),
      rowsReturned: sum(work.map(({ rowsReturned }) => rowsReturned)),
    };
  });
}

/** A scan and the bitmap nodes below it; a subplan in its filter is no part of it. */
function scanWork(node: PlanNode): Omit<OccurrenceWork, 'occurrence'> {
  const alone: PlanNode = { ...node, children: node.children.filter(isBitmap) };
  const subplans = node.children.filter((child) => !isBitmap(child));
  const nodes = nodeWork({ root: alone, rest: {} });
  const [scan] = nodes;
  const elsewhere = subplans.flatMap((root) => nodeWork({ root, rest: {} }));
  return {
    pages: Math.max(0, sum(nodes.map(({ pages }) => pages)) - sum(elsewhere.map((of) => of.pages))),
    rowsHandled: sum(nodes.map(({ rowsHandled }) => rowsHandled)),
    rowsReturned: scan === undefined ? 0 : scan.actualRows * scan.loops,
  };
}

const isBitmap = ({ type }: PlanNode): boolean => /^Bitmap(And|Or| Index Scan)$/.test(type);

const sum = (values: readonly number[]): number => values.reduce((all, value) => all + value, 0);
