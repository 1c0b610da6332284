import { modelledTables, tableName } from '../../generate/names';
import { lostBounds } from '../../findings/changes/lost-bound';
import type {
  IndexFacts,
  IndexKey,
  SchemaFacts,
  TableFacts,
} from '../../postgres/catalog/schema-facts';
import { quoteIdent } from '../../postgres/quote';
import type { Plan } from '../../plan/types';
import { counted } from '../../text/figures';
import { sameOccurrence } from '../../timeline/occurrences';
import type { ScanEvidence, ScannedCase } from '../types';
import { shortName } from './evidence';
import { indexFamily } from './index-family';
import type { ScanRule } from './types';

/** An index whose keys are the first keys of another one. */
export interface Redundancy {
  readonly table: TableFacts;
  readonly index: IndexFacts;
  readonly other: IndexFacts;
  /** What takes the index away, as SQL. */
  readonly change: string;
  /** Whether a plan reads by the index, or by that of a partition or child. */
  readonly isReadBy: (plan: Plan) => boolean;
}

/**
 * Indexes whose keys are the first keys of another one of the same kind. A unique index enforces something and stays,
 * unless another enforces the same.
 */
export function redundancies(facts: SchemaFacts): readonly Redundancy[] {
  return modelledTables(facts).flatMap((table) => {
    const gone = new Set<IndexFacts>();
    return table.indexes.flatMap((index): Redundancy[] => {
      const other = table.indexes.find(
        (each) => each !== index && !gone.has(each) && covers(each, index, table.indexes),
      );
      if (other === undefined) return [];
      gone.add(index);
      const change =
        index.constraint === undefined
          ? `drop index ${shortName(index)};`
          : `alter table ${shortName(table)} drop constraint ${quoteIdent(index.constraint)};`;
      return [{ table, index, other, change, isReadBy: reads(indexFamily(facts, table, index)) }];
    });
  });
}

const reads =
  (names: ReadonlySet<string>): Redundancy['isReadBy'] =>
  ({ accesses }) =>
    accesses.some(({ indexes }) => indexes.some((name) => names.has(name)));

/**
 * An index that another one starts with, where every case that reads by it was planned without it, and each of its reads
 * stays bounded by the same columns: each write pays for both.
 */
export const redundantIndex: ScanRule = (evidence) =>
  redundancies(evidence.facts).flatMap(({ table, index, other, change, isReadBy }) => {
    const users = evidence.cases.filter(({ points }) => points.some(({ plan }) => isReadBy(plan)));
    const name = tableName(table);
    const read = evidence.cases.some(({ probe }) => probe.table === name);
    if (!read || !users.every((each) => staysBounded(each, evidence, isReadBy))) return [];
    const same = index.keys.length === other.keys.length;
    const without =
      users.length === 0
        ? `no generated query reads by ${index.name}`
        : `planned without ${index.name}, ${counted(users.length, 'query that reads', 'queries that read')} by it ${users.length === 1 ? 'stays' : 'stay'} bounded by the same columns, ${users.length === 1 ? 'costs' : 'cost'} at most a tenth more, or ${users.length === 1 ? 'costs' : 'cost'} less than ${unfelt}`;
    return [
      {
        kind: 'redundant-index' as const,
        table: name,
        subject: index.name,
        title: `${index.name} of ${name} is redundant: ${other.name} ${same ? 'has the same columns' : 'starts with the same columns'}`,
        short: `${index.name} of ${name} is redundant: ${other.name} ${same ? 'has' : 'starts with'} the same columns (${keyList(index)})`,
        why: `${other.name} (${keyList(other)}) contains the columns of ${index.name} (${keyList(index)}), and ${without}. Each insert writes both.`,
        note: `${other.name} stays`,
        change,
        weight: 300 + (same ? 50 : 0),
      },
    ];
  });

/** Between plans of nearly equal cost the planner takes either: so much dearer is no loss. */
const asCheap = 1.1;
/** What reading a hundred pages in order costs (seq_page_cost): nobody feels less, and a small table is soon read in full. */
const unfelt = 100;

/**
 * Whether every read of a case is bounded by the same columns in the plans without redundant indexes, or the plan costs
 * about the same, or little.
 */
function staysBounded(
  { probe, label, points }: ScannedCase,
  { without }: ScanEvidence,
  isReadBy: Redundancy['isReadBy'],
): boolean {
  const again = without?.find((each) => each.probe.name === probe.name && each.label === label);
  return points.every(({ scale, plan }) => {
    if (!isReadBy(plan)) return true;
    const after = again?.points.find((each) => each.scale === scale)?.plan;
    if (after === undefined) return false;
    if (after.cost <= Math.max(asCheap * plan.cost, unfelt)) return true;
    return plan.accesses.every((access) => {
      const own = sameOccurrence(access, after);
      return own !== undefined && lostBounds({ before: access, after: own }).length === 0;
    });
  });
}

function covers(other: IndexFacts, index: IndexFacts, all: readonly IndexFacts[]): boolean {
  if (index.primary || other.method !== index.method || other.predicate !== index.predicate)
    return false;
  // Of the other kinds only equal ones are compared: an entry of GIN or GiST has no leading columns.
  const prefix = index.method === 'btree';
  if (prefix ? other.keys.length < index.keys.length : other.keys.length !== index.keys.length)
    return false;
  if (index.keys.length === 0 || !sameKeys(index.keys, other.keys)) return false;
  if (!index.include.every((column) => contains(other, column))) return false;
  const same = index.keys.length === other.keys.length;
  if (index.unique && !(other.unique && same && other.nullsNotDistinct === index.nullsNotDistinct))
    return false;
  // Of two that cover each other one stays: the one that enforces more, then the first.
  if (same && coversBack(other, index)) {
    const rank = (each: IndexFacts): number =>
      (each.primary ? 4 : 0) +
      (each.constraint === undefined ? 0 : 2) +
      (each.unique ? 1 : 0) +
      each.include.length / 100;
    const [a, b] = [rank(other), rank(index)];
    return a === b ? all.indexOf(other) < all.indexOf(index) : a > b;
  }
  return true;
}

function coversBack(other: IndexFacts, index: IndexFacts): boolean {
  return (
    other.include.every((column) => contains(index, column)) && (!other.unique || index.unique)
  );
}

const contains = ({ keys, include }: IndexFacts, column: string): boolean =>
  include.includes(column) || keys.some((key) => key.column === column);

/** Whether keys are the first of others, all in the same order or all in the opposite one. */
function sameKeys(keys: readonly IndexKey[], others: readonly IndexKey[]): boolean {
  const alike = keys.every((key, place) => {
    const other = others[place];
    return (
      other !== undefined &&
      key.sql === other.sql &&
      key.operatorClass === other.operatorClass &&
      key.collation === other.collation
    );
  });
  const order = (reversed: boolean): boolean =>
    keys.every((key, place) => {
      const other = others[place];
      return (
        other !== undefined &&
        (key.descending !== other.descending) === reversed &&
        (key.nullsFirst !== other.nullsFirst) === reversed
      );
    });
  return alike && (order(false) || order(true));
}

const keyList = ({ keys }: IndexFacts): string => keys.map(({ sql }) => sql).join(', ');
