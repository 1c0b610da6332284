import Table from 'cli-table3';
import { borderlessTable } from '../src/reporters/borderless-table';
import { formatRows } from '../src/text/row-count';
import type { CaseAgreement, VerifyResult } from '../src/verify/types';
import { percent } from './report';

/**
 * What stands behind an agreement: a table of the cases that are not planned as under each run of ANALYZE, and for
 * those that are planned as under none, how both read the tables.
 */
export function disagreementsOf({
  scenario,
  rows,
  seconds,
  agreement,
  unplanned,
}: VerifyResult): readonly string[] {
  const title = `${scenario} at ${formatRows(rows)}`;
  const noisy = agreement.cases.filter((each) => each.agreement < 1);
  const otherwise = noisy.filter(({ verdict }) => verdict !== 'noise');
  return [
    `\n${title}: ${otherwise.length} of ${agreement.cases.length} cases planned as under no run of ANALYZE, ` +
      `same access ${percent(agreement.accessAgreement)} (two runs ${percent(agreement.accessFloor)}), ` +
      `${seconds.toFixed(0)} s`,
    ...(noisy.length === 0 ? [] : [tableOf(noisy)]),
    ...otherwise.filter(({ verdict }) => verdict === 'differs').map(accesses),
    ...unplanned.map(
      ({ query, case: label, failure }) => `${query} / ${label} does not plan: ${failure.message}`,
    ),
  ];
}

function tableOf(cases: readonly CaseAgreement[]): string {
  const table = new Table({
    ...borderlessTable,
    head: ['', 'verdict', 'as a run', 'two runs', 'rows ×', 'cost ×'],
    colAligns: ['left', 'left', 'right', 'right', 'right', 'right'],
  });
  for (const each of cases) {
    table.push([
      `${each.query} / ${each.case}`,
      each.verdict,
      percent(each.agreement),
      percent(each.floor),
      each.rowsRatio.toFixed(2),
      each.costRatio.toFixed(2),
    ]);
  }
  return table.toString();
}

/** Only the lines that one has and the other has not. */
function accesses({ query, case: label, virtualAccess, realAccess }: CaseAgreement): string {
  const only = (lines: readonly string[], others: readonly string[]) =>
    lines.filter((line) => !others.includes(line));
  return [
    `${query} / ${label}`,
    ...only(virtualAccess, realAccess).map((line) => `  virtual: ${line}`),
    ...only(realAccess, virtualAccess).map((line) => `  real:    ${line}`),
  ].join('\n');
}
