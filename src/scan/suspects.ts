import { modelledTables, tableName } from '../generate/names';
import { isDrawnValue } from '../model/drawn-values';
import { nodesOf } from '../plan/nodes';
import type { Plan } from '../plan/types';
import type { Probe } from '../generate/probes/types';
import { accessTo } from './rules/evidence';
import type { ScanEvidence, ScannedCase } from './types';

/** Rows of a table at the largest scale from which reading too many of them is felt. */
const largeTable = 100_000;
/** Planner cost from which a query is felt. */
const felt = 50_000;
/** Rows that somebody reads. */
const fewRows = 1_000;

/** Cases that are worth a closer look, at most `most` of them, one of each query and two of each table at first. */
export function suspects(evidence: ScanEvidence, most: number): readonly ScannedCase[] {
  const tables = new Map(modelledTables(evidence.facts).map((table) => [tableName(table), table]));
  const found = evidence.cases.flatMap((each) => {
    const table = tables.get(each.probe.table);
    const suspicion =
      table === undefined ? 0 : suspicionOf(each, evidence, (point) => accessTo(point, table));
    return suspicion === 0 ? [] : [{ each, suspicion }];
  });
  const ordered = found.toSorted((a, b) => b.suspicion - a.suspicion);
  const queries = new Set<string>();
  const distinct = ordered.filter(({ each: { probe } }) => {
    // The same list in two directions, or by two numbers of columns, says the same.
    const key = `${probe.table} ${probe.index ?? probe.foreignKey ?? ''} ${probe.kind}`;
    if (queries.has(key)) return false;
    queries.add(key);
    return true;
  });
  const perTable = new Map<string, number>();
  const early = distinct.filter(({ each: { probe } }) => {
    const count = (perTable.get(probe.table) ?? 0) + 1;
    perTable.set(probe.table, count);
    return count <= 2;
  });
  const chosen = [...early, ...distinct.filter((each) => !early.includes(each))];
  return chosen.slice(0, most).map(({ each }) => each);
}

const sorts = ({ document }: Plan): boolean =>
  nodesOf(document.root).some(({ node }) => ['Sort', 'Incremental Sort'].includes(node.type));

/** Rows, by the model, that have the value that the only condition of a query asks for, where that is the most frequent one. */
function rowsOfOne(
  { table, cases: { common = [] } }: Probe,
  { commonRows }: ScanEvidence,
  scale: number,
): number {
  const [value, ...others] = common;
  if (!isDrawnValue(value) || others.length > 0 || value.draw !== 'common') return 0;
  const column = value.from.split('.').at(-1)?.replaceAll('"', '') ?? '';
  return commonRows?.(table, column, scale) ?? 0;
}

/** How much there is to look for: 0 for nothing. */
function suspicionOf(
  { probe, label, points }: ScannedCase,
  evidence: ScanEvidence,
  accessAt: (point: ScannedCase['points'][number]) => ReturnType<typeof accessTo>,
): number {
  const last = points.at(-1);
  const now = last && accessAt(last);
  if (last === undefined || now === undefined || !probe.index) return 0;
  // These forget something on purpose, or ask for a page that costs what it skips.
  if (['partial-index', 'expression', 'offset', 'in-list'].includes(probe.kind)) return 0;
  // Nulls at the other end are a question that few lists ask.
  if (/ nulls (?:first|last) limit /.test(probe.sql)) return 0;
  if (evidence.rowsAt(probe.table, last.scale) < largeTable) return 0;
  const limited = / limit \d+$/.test(probe.sql);
  const { cost } = last.plan;
  const small = last.plan.rows <= fewRows;
  // Read in full for a few rows, or sorted from many.
  const inFull = small && now.method === 'seq' && now.rows <= fewRows;
  if (cost >= felt && (limited || inFull)) return Math.log10(cost);
  // A walk of an index until a limit fills, for a value that few rows have, or none: the planner expects them near.
  const walks = limited && now.conditions.length === 0 && now.filters.length > 0;
  if (walks && label !== 'common') return Math.log10(evidence.rowsAt(probe.table, last.scale)) - 1;
  // All rows of a value are read and sorted for one page of them. Where no statistics name the value as a common one, the
  // planner expects as many rows of it as of any other.
  const sorted = limited && now.conditions.length > 0 && sorts(last.plan);
  const common = label === 'common' && sorted ? rowsOfOne(probe, evidence, last.scale) : 0;
  if (common >= felt) return Math.log10(common) - 1;
  return 0;
}
