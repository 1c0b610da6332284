import Table from 'cli-table3';
import { borderlessTable } from '../src/reporters/borderless-table';
import type { Scenario } from '../src/scenario/types';
import { formatRows } from '../src/text/row-count';
import { errorOf, type Change, type Found } from './changes';
import type { RealChange } from './real-changes';
import { median, percent, type Comparison } from './report';
import type { Spread } from './spread';

/** The comparisons of one scenario; their notes name every change. */
export function whereText(
  { name, queries }: Scenario,
  to: number,
  found: Found<RealChange>,
  cost: string,
): readonly Comparison[] {
  const { matched, onlyVirtual, onlyReal } = found;
  const errors = matched.map(errorOf);
  const middle = median(errors);
  const worst = Math.max(...errors);
  const cases = queries.flatMap((query) => query.cases).length;
  const title = `${name} to ${formatRows(to)}, ${cases} cases`;
  const beside = `${matched.length} changes`;
  return [
    {
      what: `where access changes, ${title}: found by both`,
      ours: `${matched.length + onlyVirtual.length}, ${onlyVirtual.length} alone`,
      beside: `${matched.length + onlyReal.length}, ${onlyReal.length} alone`,
      aim: 'none alone',
      met: onlyVirtual.length + onlyReal.length === 0,
      notes: [
        `\n${title}; ${cost}`,
        tableOf(matched),
        ...onlyVirtual.map((change) => alone(change, 'over virtual tables')),
        ...onlyReal.map((change) => alone(change, `over real rows (${spreadText(change.spread)})`)),
      ],
    },
    {
      what: `the same: median error`,
      ours: percent(middle),
      beside,
      aim: 'at most 3 %',
      met: middle <= 0.03,
    },
    {
      what: `the same: worst error`,
      ours: percent(worst),
      beside,
      aim: 'at most 15 %',
      met: worst <= 0.15,
    },
  ];
}

function tableOf(matched: Found<RealChange>['matched']): string {
  const table = new Table({
    ...borderlessTable,
    head: ['', 'virtual', 'real', 'runs differ within', 'error'],
    colAligns: ['left', 'right', 'right', 'right', 'right'],
  });
  for (const pair of [...matched].sort((a, b) => a.real.at - b.real.at)) {
    const { virtual, real } = pair;
    table.push([
      real.of,
      formatRows(virtual.at),
      formatRows(real.at),
      spreadText(real.spread),
      percent(errorOf(pair)),
    ]);
  }
  return table.toString();
}

function spreadText({ from, to }: Spread): string {
  const end = (rows: number | undefined) => (rows === undefined ? '…' : formatRows(rows));
  return `${end(from)} to ${end(to)}`;
}

function alone({ of, at, before, after }: Change, who: string): string {
  const access = `${before}\n${after}`.replaceAll('\n', '\n  ');
  return `${of}: ${formatRows(at)} found ${who} only:\n  ${access}`;
}
