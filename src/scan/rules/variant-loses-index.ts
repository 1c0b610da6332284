import { losesIndex } from '../../variants/loses-index';
import { variants } from '../../variants/rules';
import type { ScanEvidence, ScanFinding, ScannedCase } from '../types';
import { growsBeyond } from './evidence';
import { queryOf } from './shown-query';
import type { ScanRule } from './types';

/** Rows from which a full scan is felt. */
const large = 100_000;

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
  const { cases } = evidence;
  const [some] = own;
  if (some === undefined) return [];
  const { table: name, index, foreignKey } = some.probe;
  if (!growsBeyond(evidence, name, large)) return [];
  const lost = own.filter((each) => {
    const original = cases.find(
      ({ probe, label }) => probe.name === each.probe.variant?.of && label === each.label,
    );
    return original !== undefined && isLost(original, each);
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
      ...queryOf(last.statement),
      note: `${name}: ${subject}`,
      change: rule.instead,
      weight: 100,
    },
  ];
}

/** At the largest scale. */
function isLost(original: ScannedCase, variant: ScannedCase): boolean {
  const [before, after] = [original.points.at(-1), variant.points.at(-1)];
  return before !== undefined && after !== undefined && losesIndex(before.plan, after.plan);
}
