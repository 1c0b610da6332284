import { modelledTables, tableName } from '../../generate/names';
import type { AccessPath } from '../../plan/types';
import type { TableFacts } from '../../postgres/catalog/schema-facts';
import { formatCost, rowsText } from '../../text/figures';
import type { ScanFinding, ScannedCase, ScanPoint } from '../types';
import { accessTo, growsBeyond, shownQuery } from './evidence';
import type { ScanRule } from './types';

/** Planner cost from which a query is felt. */
const felt = 100_000;
/** Rows that somebody reads: a result that grows beyond is work that was asked for. */
const fewRows = 1_000;

/** A query that an index bounds at a small size, and that reads its table in full at a large one, for a small result. */
export const indexLost: ScanRule = (evidence) => {
  const tables = modelledTables(evidence.facts);
  const found = evidence.cases.flatMap((each): ScanFinding[] => {
    const table = tables.find((of) => tableName(of) === each.probe.table);
    if (table === undefined || !growsBeyond(evidence, each.probe.table, 100_000)) return [];
    const lost = lossOf(each, table);
    return lost === undefined ? [] : [lossFinding(each, table, lost)];
  });
  // One line for each index: the case that loses it first.
  const first = new Map<string, ScanFinding>();
  for (const finding of found) {
    const key = `${finding.table} ${finding.subject}`;
    const known = first.get(key);
    if (known === undefined || known.weight < finding.weight) first.set(key, finding);
  }
  return [...first.values()];
};

interface Loss {
  readonly before: ScanPoint;
  readonly after: ScanPoint;
  readonly last: ScanPoint;
  readonly lost: AccessPath;
}

function lossOf({ points }: ScannedCase, table: TableFacts): Loss | undefined {
  const last = points.at(-1);
  if (last === undefined || last.plan.rows > fewRows || last.plan.cost < felt) return undefined;
  const now = accessTo(last, table);
  if (now === undefined || now.method !== 'seq') return undefined;
  // What a DELETE changes and what an aggregate counts was asked for, row by row.
  if (now.rows > fewRows && !isLimited(last)) return undefined;
  const place = points.findLastIndex((point) => {
    const access = accessTo(point, table);
    return access !== undefined && access.indexes.length > 0 && access.conditions.length > 0;
  });
  const [before, after] = [points[place], points[place + 1]];
  const lost = before && accessTo(before, table);
  if (before === undefined || after === undefined || lost === undefined) return undefined;
  // The work must have followed the table, not the answer.
  return last.plan.cost / before.plan.cost > 10 ? { before, after, last, lost } : undefined;
}

const isLimited = ({ plan: { document } }: ScanPoint): boolean =>
  [document.root, ...document.root.children].some(({ type }) => type === 'Limit');

function lossFinding(
  { probe, label }: ScannedCase,
  table: TableFacts,
  { before, after, last, lost }: Loss,
): ScanFinding {
  const name = tableName(table);
  const index = lost.indexes.join(' and ');
  return {
    kind: 'index-lost',
    table: name,
    subject: index,
    title: `${index} of ${name} is lost between ${rowsText(before.scale)} and ${rowsText(after.scale)}`,
    why: `With the ${label} value the planner reads ${name} in full from there on: cost ${formatCost(last.plan.cost)} for ${rowsText(last.plan.rows)}.`,
    query: shownQuery(last.statement),
    change: `check it with \`plancliff check\` over a scenario of your own values (--write): ${probe.kind} on ${name}`,
    weight: 800 + 10 * Math.log10(last.plan.cost),
  };
}
