import type { Paint } from '../../reporters/paint';
import { counted, formatBytes, formatCost, rowsText } from '../../text/figures';
import { printable, wrapText } from '../../text/wrap';
import { nameOf } from '../names';
import type { ComparedStatement, StatementLocks, WhatIfResult } from './types';

/** A statement gains or loses where its cost changes by more than this share at any size. */
const least = 0.1;

export type Verdict = 'gains' | 'loses' | 'both' | 'same';

/** What a change does to a statement: a cost below or above the old one at some size. */
export function verdictOf({ costs }: Pick<ComparedStatement, 'costs'>): Verdict {
  const gains = costs.some(({ before, after }) => after < before * (1 - least));
  const loses = costs.some(({ before, after }) => after > before * (1 + least));
  return gains ? (loses ? 'both' : 'gains') : loses ? 'loses' : 'same';
}

/** Who gains and who loses by a change, at which size, and what a migration locks. */
export function whatIfText(
  result: WhatIfResult,
  { columns, paint }: { readonly columns: number; readonly paint: Paint },
): readonly string[] {
  const { statements, changes, notes, locks, unplanned } = result;
  const indented = (text: string): readonly string[] =>
    wrapText(printable(text), columns - 2, 2).map((line) => `  ${line}`);
  const wrapped = (text: string): string => wrapText(printable(text), columns, 4).join('\n');
  const of = (...verdicts: Verdict[]) =>
    statements
      .filter((each) => verdicts.includes(verdictOf(each)))
      .toSorted((a, b) => Math.abs(Math.log(ratio(b))) - Math.abs(Math.log(ratio(a))));
  const [gain, lose] = [of('gains'), of('loses', 'both')];
  const same = statements.length - gain.length - lose.length;
  return [
    [
      paint.bold('What if'),
      ...changes.flatMap((change) => indented(change)),
      ...notes.flatMap((note) => indented(note).map((line) => paint.dim(line))),
    ].join('\n'),
    wrapped(
      `${counted(gain.length, 'statement gains', 'statements gain')}, ${counted(lose.length, 'loses', 'lose')}, ${counted(same, 'stays', 'stay')} within ${least * 100} % of the cost, from today's size to ×${String(statements[0]?.costs.at(-1)?.factor ?? 1)}.`,
    ),
    ...[lose, gain].flatMap((some) => some.map((each) => comparedLines(each, columns, paint))),
    ...(unplanned.length === 0
      ? []
      : [
          unplanned
            .map((each) => wrapped(`${nameOf(each)}: cannot be planned any more: ${each.reason}`))
            .join('\n'),
        ]),
    ...(locks.length === 0 ? [] : [lockLines(locks, columns, paint)]),
  ];
}

const ratio = ({ costs }: ComparedStatement): number =>
  costs.reduce((worst, { before, after }) => {
    const each = after / Math.max(before, Number.MIN_VALUE);
    return Math.abs(Math.log(each)) > Math.abs(Math.log(worst)) ? each : worst;
  }, 1);

function comparedLines(each: ComparedStatement, columns: number, paint: Paint): string {
  const verdict = verdictOf(each);
  const mark = verdict === 'gains' ? '+' : verdict === 'loses' ? '-' : '±';
  const costs = each.costs.map(
    ({ factor, before, after }) =>
      `×${Number(factor.toPrecision(3))}: ${formatCost(before)} → ${formatCost(after)}`,
  );
  const loss = lossChange(each);
  return [
    `${mark} ${paint.bold(nameOf(each))}`,
    ...wrapText(`cost ${costs.join(', ')}`, columns - 4).map((line) => `    ${line}`),
    ...(loss === '' ? [] : wrapText(loss, columns - 4).map((line) => `    ${printable(line)}`)),
  ].join('\n');
}

/** Which indexes are lost, and where, without and with the change. */
function lossChange({ lossesBefore, lossesAfter }: ComparedStatement): string {
  const text = (losses: ComparedStatement['lossesBefore']): string =>
    losses
      .map(
        ({ indexes, relation, factor }) =>
          `${indexes.length === 0 ? relation : indexes.join(', ')} is lost at ×${Number(factor.toPrecision(2))}`,
      )
      .join(', ') || 'no index is lost';
  const [before, after] = [text(lossesBefore), text(lossesAfter)];
  return before === after ? '' : `before: ${before}; with the change: ${after}`;
}

function lockLines(locks: readonly StatementLocks[], columns: number, paint: Paint): string {
  return [
    paint.bold('What the migration locks'),
    ...locks.flatMap(({ sql, locks: own }) => [
      ...wrapText(printable(sql), columns - 2, 2).map((line) => `  ${line}`),
      ...(own.length === 0
        ? ['    no table that exists']
        : own.flatMap(({ table, mode, work, note, rows, bytes }) => {
            const size = work === undefined || bytes === undefined ? '' : ` (${rowsText(rows ?? 0)}, ${formatBytes(bytes)})`; // prettier-ignore
            const does = work === undefined ? '' : `; ${works[work]}${size}`;
            return wrapText(
              printable(
                `${table}: ${mode}, ${blocks(mode)}${does}${note === undefined ? '' : `; ${note}`}`,
              ),
              columns - 4,
              2,
            ).map((line) => `    ${line}`);
          })),
    ]),
  ].join('\n');
}

const works = {
  rewrites: 'makes every row and index anew',
  reads: 'reads every row',
  builds: 'reads every row to build an index',
} as const;

/** What waits for the lock (lock.c, LockConflicts). */
function blocks(mode: StatementLocks['locks'][number]['mode']): string {
  if (mode === 'ACCESS EXCLUSIVE') return 'nobody reads or writes meanwhile';
  if (mode === 'EXCLUSIVE' || mode === 'SHARE ROW EXCLUSIVE' || mode === 'SHARE')
    return 'nobody writes meanwhile';
  return 'reads and writes go on';
}
