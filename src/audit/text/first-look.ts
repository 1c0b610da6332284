import { findingInfo } from '../../findings/catalogue';
import { formatCost } from '../../text/figures';
import type { PlanGroup } from '../rank';
import { isOf } from '../rank';
import type { AuditedStatement } from '../types';
import { nameOf } from '../names';

/** One line: which statement to look at before all others, and why. Empty where none was planned. */
export function firstLook([group]: readonly PlanGroup[]): string {
  const [statement] = group?.statements ?? [];
  if (group === undefined || statement === undefined) return '';
  const [finding] = group.findings;
  if (finding !== undefined && finding.severity !== 'info') {
    const subject = group.statements.find((each) => isOf(finding, each)) ?? statement;
    const { title } = findingInfo[finding.kind];
    return `Look first at ${nameOf(subject)}: ${finding.severity}, ${title}; ${costText(subject)}.`;
  }
  return `No error or warning. The statement with most at stake is ${nameOf(statement)}: ${costText(statement)}.`;
}

/** `cost 50`, or `cost 50, and 400k if its early stop does not come` */
export function costText({ cost, worstCost }: AuditedStatement): string {
  const worst =
    worstCost === undefined ? '' : `, and ${formatCost(worstCost)} if its early stop does not come`;
  return `cost ${formatCost(cost)}${worst}`;
}
