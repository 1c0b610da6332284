import type { ScanFinding } from '../types';
import { blockLines, changeLines, findingLines } from './finding-lines';

/** Every finding with its reasons, most important first. Foreign keys to one table come together: one delete meets them. */
export function allFindings(findings: readonly ScanFinding[]): readonly string[] {
  return byParent(findings).flatMap((group, place) => groupLines(group, place + 1));
}

function byParent(findings: readonly ScanFinding[]): readonly (readonly ScanFinding[])[] {
  const groups: ScanFinding[][] = [];
  for (const finding of findings) {
    const group = groups.find(
      ([first]) => finding.parent !== undefined && first?.parent === finding.parent,
    );
    if (group === undefined) groups.push([finding]);
    else group.push(finding);
  }
  return groups;
}

function groupLines(group: readonly ScanFinding[], number: number): readonly string[] {
  const [first] = group;
  if (first === undefined) return [];
  if (group.length === 1) return findingLines(first, number, true);
  const keys = group.map(({ subject, columns, table }) => `${table} (${columns ?? subject})`);
  const block = {
    title: `Each delete in ${first.parent} reads ${group.length} tables in full: no index on their foreign keys`,
    details: `${keys.join(', ')}. Joins from ${first.parent} do the same.`,
  };
  return [
    ...blockLines(number, group, block),
    ...group.flatMap(({ change }) => changeLines(change)),
    '',
  ];
}
