import { modelledTables, tableName } from '../../generate/names';
import type { TableFacts } from '../../postgres/catalog/schema-facts';
import { variants } from '../../variants/rules';
import type { ScanEvidence, ScanFinding, ScannedCase } from '../types';
import { accessTo, growsBeyond, shownQuery } from './evidence';
import type { ScanRule } from './types';

/** Rows from which a full scan is felt. */
const large = 100_000;
/** So many times the planner's cost of the original is another plan, whatever reads its tables. */
const dearer = 100;

/** Ways to write a query for which the planner reads in full what it reads by an index for the original. */
export const variantLosesIndex: ScanRule = (evidence) => {
  const { cases } = evidence;
  const written = cases.filter(({ probe }) => probe.variant !== undefined);
  const groups = new Map<string, ScannedCase[]>();
  for (const each of written) {
    const { table, index, foreignKey } = each.probe;
    const key = JSON.stringify([table, index ?? foreignKey]);
    groups.set(key, [...(groups.get(key) ?? []), each]);
  }
  return [...groups.values()].flatMap((own) => findingOf(own, evidence));
};

function findingOf(own: readonly ScannedCase[], evidence: ScanEvidence): readonly ScanFinding[] {
  const { facts, cases } = evidence;
  const [some] = own;
  const table = modelledTables(facts).find((each) => tableName(each) === some?.probe.table);
  if (some === undefined || table === undefined) return [];
  const { table: name, index, foreignKey } = some.probe;
  if (!growsBeyond(evidence, name, large)) return [];
  const lost = own.filter((each) => {
    const original = cases.find(
      ({ probe, label }) => probe.name === each.probe.variant?.of && label === each.label,
    );
    return original !== undefined && losesIndex(original, each, table);
  });
  const [first] = lost;
  const last = first?.points.at(-1);
  const rule = variants.find((each) => each.name === first?.probe.variant?.rule);
  if (first === undefined || last === undefined || rule === undefined) return [];
  const names = lost.map(({ probe }) => probe.variant?.rule);
  const subject = index ?? foreignKey ?? '';
  const ways = names.length === 1 ? 'one way' : `${names.length} ways`;
  return [
    {
      kind: 'variant-loses-index',
      table: name,
      subject,
      title: `${name}: ${ways} to write queries by ${subject} ${names.length === 1 ? 'loses' : 'lose'} it: ${names.join(', ')}`,
      why: rule.reason,
      query: shownQuery(last.statement),
      change: rule.instead,
      weight: 100,
    },
  ];
}

/** Whether the original is read by an index, or stops early, at the largest scale, and the variant is not or does not. */
function losesIndex(original: ScannedCase, variant: ScannedCase, table: TableFacts): boolean {
  const [before, after] = [original.points.at(-1), variant.points.at(-1)];
  if (before === undefined || after === undefined) return false;
  // What no way of writing reads by an index says nothing of the ways.
  if (accessTo(before, table)?.method === 'seq') return false;
  const lost = isBounded(original, table) && !isBounded(variant, table);
  return lost || after.plan.cost >= dearer * before.plan.cost;
}

/** Whether an index bounds the read at the largest scale. */
function isBounded({ points }: ScannedCase, table: TableFacts): boolean {
  const last = points.at(-1);
  const access = last && accessTo(last, table);
  return access !== undefined && access.indexes.length > 0 && access.conditions.length > 0;
}
