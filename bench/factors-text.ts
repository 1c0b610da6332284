import Table from 'cli-table3';
import { borderlessTable } from '../src/reporters/borderless-table';
import { formatRows } from '../src/text/row-count';
import { errorOf, type Found } from './changes';
import type { OccurrenceChange } from './occurrence-changes';
import { type Comparison, median, percent } from './report';
import type { Spread } from './spread';

export interface RealChange extends OccurrenceChange {
  readonly spread: Spread;
}

/** What one pull, or two, say. */
export interface PulledFactors {
  readonly name: string;
  readonly changes: readonly OccurrenceChange[];
}

interface Compared {
  readonly real: readonly RealChange[];
  readonly found: readonly {
    readonly name: string;
    readonly found: Found<RealChange, OccurrenceChange>;
  }[];
  /** What finding the real factors took. */
  readonly cost: string;
}

/** Comparisons for each pull, of losses and of all changes; notes of the first name every change. */
export function factorsText(
  scenario: string,
  rows: number,
  { real, found, cost }: Compared,
): readonly Comparison[] {
  const title = `${scenario} from ${formatRows(rows)} to ×10`;
  const factor = (at: number | undefined): string =>
    at === undefined ? '…' : `×${(at / rows).toFixed(2)}`;
  return found.flatMap(({ name, found: one }, place) => {
    const alone = (changes: readonly OccurrenceChange[], how: string): readonly string[] =>
      changes.map(
        ({ of, at, isLoss }) =>
          `${name}: ${of}, ${isLoss ? 'lost' : 'changed'} at ${factor(at)}, is ${how} only`,
      );
    const heading =
      place === 0 ? [`\n${title}; ${cost}`, tableOf(real, found, factor)] : ([] as string[]);
    return [
      compared(`factor of each lost index, ${title}, ${name}`, one, ({ isLoss }) => isLoss, [
        ...heading,
        ...alone(one.onlyVirtual, 'predicted'),
        ...alone(one.onlyReal, 'real'),
      ]),
      compared('the same of every change of access', one, () => true),
    ];
  });
}

/** Median and worst error of the changes that both sides have. */
function compared(
  what: string,
  { matched, onlyVirtual, onlyReal }: Found<RealChange, OccurrenceChange>,
  counts: (change: OccurrenceChange) => boolean,
  notes: readonly string[] = [],
): Comparison {
  const errors = matched.filter(({ real }) => counts(real)).map(errorOf);
  const [middle, worst] = [median(errors), Math.max(...errors)];
  const [predicted, real] = [onlyVirtual, onlyReal].map((all) => all.filter(counts).length);
  return {
    what,
    ours: errors.length === 0 ? 'none' : `median ${percent(middle)}, worst ${percent(worst)}`,
    beside: `${errors.length} by both, ${predicted} predicted and ${real} real alone`,
    aim: 'median 5 %, worst 15 %',
    met: middle <= 0.05 && worst <= 0.15 && predicted === 0 && real === 0,
    notes,
  };
}

function tableOf(
  real: readonly RealChange[],
  found: Compared['found'],
  factor: (at: number | undefined) => string,
): string {
  const table = new Table({
    ...borderlessTable,
    head: ['', '', 'real', 'runs differ within', ...found.map(({ name }) => name)],
    colAligns: ['left', 'left', 'right', 'right', ...found.map(() => 'right' as const)],
  });
  for (const change of [...real].sort((a, b) => a.at - b.at)) {
    const { of, isLoss, at, spread } = change;
    table.push([
      of,
      isLoss ? 'lost' : 'other',
      factor(at),
      `${factor(spread.from)} to ${factor(spread.to)}`,
      ...found.map(({ found: { matched } }) => {
        const pair = matched.find((each) => each.real === change);
        if (pair === undefined) return 'none';
        const off = pair.virtual.at / at - 1;
        return `${factor(pair.virtual.at)} (${off < 0 ? '' : '+'}${percent(off)})`;
      }),
    ]);
  }
  return table.toString();
}
