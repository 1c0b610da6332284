import Table from 'cli-table3';
import { borderlessTable } from '../src/reporters/borderless-table';
import { formatRows } from '../src/text/row-count';
import { errorOf, type Found } from './changes';
import type { Loss } from './index-losses';
import { type Comparison, median, percent } from './report';
import type { Spread } from './spread';

export interface RealLoss extends Loss {
  readonly spread: Spread;
}

/** What one pull, or two, say. */
export interface PulledFactors {
  readonly name: string;
  readonly losses: readonly Loss[];
}

interface Compared {
  readonly real: readonly RealLoss[];
  readonly found: readonly { readonly name: string; readonly found: Found<RealLoss> }[];
  /** What finding the real factors took. */
  readonly cost: string;
}

/** One comparison for each pull; notes of the first name every loss. */
export function factorsText(
  scenario: string,
  rows: number,
  { real, found, cost }: Compared,
): readonly Comparison[] {
  const title = `${scenario} from ${formatRows(rows)} to ×10`;
  const factor = (at: number | undefined): string =>
    at === undefined ? '' : `×${(at / rows).toFixed(2)}`;
  return found.flatMap(({ name, found: { matched, onlyVirtual, onlyReal } }, k) => {
    const errors = matched.map(errorOf);
    const beside = `${matched.length} of ${real.length} real losses`;
    const alone = [
      ...onlyVirtual.map(({ of, at }) => `${name}: ${of} at ${factor(at)} is predicted only`),
      ...onlyReal.map(({ of, at }) => `${name}: ${of} at ${factor(at)} is real only`),
    ];
    return [
      {
        what: `factor of each lost index, ${title}, ${name}: median error`,
        ours: percent(median(errors)),
        beside,
        aim: 'at most 5 %',
        met: median(errors) <= 0.05,
        notes: [...(k === 0 ? [`\n${title}; ${cost}`, table(real, found, factor)] : []), ...alone],
      },
      {
        what: 'the same: worst error',
        ours: percent(Math.max(...errors)),
        beside: `${onlyVirtual.length} predicted alone, ${onlyReal.length} real alone`,
        aim: 'at most 15 %',
        met: Math.max(...errors) <= 0.15,
      },
    ];
  });
}

function table(
  real: readonly RealLoss[],
  found: Compared['found'],
  factor: (at: number | undefined) => string,
): string {
  const made = new Table({
    ...borderlessTable,
    head: ['', 'real', 'runs differ within', ...found.map(({ name }) => name)],
    colAligns: ['left', 'right', 'right', ...found.map(() => 'right' as const)],
  });
  for (const loss of [...real].sort((a, b) => a.at - b.at)) {
    const { from, to } = loss.spread;
    made.push([
      loss.of,
      factor(loss.at),
      `${factor(from) || '…'} to ${factor(to) || '…'}`,
      ...found.map(({ found: { matched } }) => {
        const pair = matched.find(({ real: one }) => one === loss);
        if (pair === undefined) return 'no';
        const ratio = pair.virtual.at / loss.at - 1;
        return `${factor(pair.virtual.at)} (${ratio < 0 ? '' : '+'}${percent(ratio)})`;
      }),
    ]);
  }
  return made.toString();
}
