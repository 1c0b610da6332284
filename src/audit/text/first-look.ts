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
    const what = finding.severity === 'error' ? 'an error' : 'a warning';
    return `Look first at ${nameOf(subject)}. It has ${what}: ${title}. The planner's estimate: ${costText(subject)}.`;
  }
  return `No error or warning. Most is at stake in ${nameOf(statement)}. The planner's estimate: ${costText(statement)}.`;
}

/** `cost 50`, or `cost 50, and 400k if its early stop does not come` */
export function costText({ cost, worstCost }: AuditedStatement): string {
  const worst =
    worstCost === undefined ? '' : `, and ${formatCost(worstCost)} if its early stop does not come`;
  return `cost ${formatCost(cost)}${worst}`;
}
