import Table from 'cli-table3';
import { counted } from '../reporters/finding-labels';
import { borderlessTable } from '../reporters/borderless-table';
import { paintFor, type Paint } from '../reporters/paint';
import { printable, wrapText } from '../text/wrap';
import { rowsText } from '../text/figures';
import type { CaseAgreement, StatisticComparison, Verdict, VerifyResult } from './types';
import { callable } from '../text/callable';

export interface TextOptions {
  readonly columns: number;
  readonly color: boolean;
  /** How plancliff is called here. */
  readonly program?: string;
  /** Cases and figures that agree as well. */
  readonly all: boolean;
}

const verdictWords: Readonly<Record<Verdict, string>> = {
  same: 'same plan',
  noise: 'within noise',
  access: 'other plan, same access',
  differs: 'other access',
};

/** What a verification found, for people: the answer, the noise beside it, and every disagreement. */
export function verifyText(results: readonly VerifyResult[], options: TextOptions): string {
  const columns = Math.min(140, Math.max(60, options.columns));
  const paint = paintFor(options.color);
  const wrap = (text: string): string => wrapText(printable(text), columns, 2).join('\n');
  const blocks = results.flatMap((result) => [
    paint.bold(wrap(headline(result))),
    wrap(noiseLine(result)),
    casesTable(result, columns, paint, options.all),
    ...result.agreement.cases.filter(({ realAccess }) => realAccess.length > 0).map(accessBlock),
    result.unplanned
      .map(({ query, case: label, failure }) => wrap(`${query} / ${label}: ${failure.message}`))
      .join('\n'),
    result.statistics === undefined
      ? ''
      : statisticsTable(result.statistics, columns, paint, options.all),
    result.approximations.map((each) => wrap(`modelled approximately: ${each}`)).join('\n'),
  ]);
  blocks.push(paint.bold(wrap(callable(nextStep(results), options.program ?? 'plancliff'))));
  return `${blocks.filter((block) => block !== '').join('\n\n')}\n`;
}

/** True where a run that verified this must fail. */
export function isRefuted({ agreement, statistics }: VerifyResult): boolean {
  return !agreement.explained || (statistics ?? []).some(({ within }) => !within);
}

function headline({ scenario, rows, agreement }: VerifyResult): string {
  const { cases } = agreement;
  const good = cases.filter(({ verdict }) => verdict === 'same' || verdict === 'noise').length;
  return `${scenario} at ${rowsText(rows)}: ${good} of ${counted(cases.length, 'case')} ${good === 1 ? 'has' : 'have'} the same plan as over really loaded rows.`;
}

function noiseLine({ agreement, runs, seconds }: VerifyResult): string {
  const { agreement: share, floor, accessAgreement, accessFloor } = agreement;
  return (
    `Same plan as a run of ANALYZE on the real rows: ${percent(share)}; two such runs with each other: ` +
    `${percent(floor)}. Same access: ${percent(accessAgreement)}; two runs: ${percent(accessFloor)}. ` +
    `${runs} runs, ${seconds.toFixed(1)} s.`
  );
}

function casesTable(
  { agreement }: VerifyResult,
  columns: number,
  paint: Paint,
  all: boolean,
): string {
  const shown = agreement.cases.filter(({ verdict }) => all || verdict !== 'same');
  if (shown.length === 0) return '';
  const nameWidth = Math.max(20, columns - 24 - 3 * 10);
  const table = new Table({
    ...borderlessTable,
    head: ['query / case', 'verdict', 'agrees', 'rows ×', 'cost ×'],
    colWidths: [nameWidth, 24, 7, 7, 7],
    colAligns: ['left', 'left', 'right', 'right', 'right'],
  });
  for (const each of shown) {
    table.push([
      wrapText(printable(`${each.query} / ${each.case}`), nameWidth, 2).join('\n'),
      paintVerdict(paint, each),
      percent(each.agreement),
      ratio(each.rowsRatio),
      ratio(each.costRatio),
    ]);
  }
  return trimmed(table.toString());
}

function paintVerdict(paint: Paint, { verdict }: CaseAgreement): string {
  const words = verdictWords[verdict];
  return verdict === 'same' || verdict === 'noise' ? words : paint.red(words);
}

function accessBlock({ query, case: label, virtualAccess, realAccess }: CaseAgreement): string {
  const list = (title: string, lines: readonly string[]): string =>
    lines
      .map((line, place) => `  ${place === 0 ? title : ' '.repeat(title.length)} ${line}`)
      .join('\n');
  return `${query} / ${label}\n${list('virtual', virtualAccess)}\n${list('real   ', realAccess)}`;
}

function statisticsTable(
  comparisons: readonly StatisticComparison[],
  columns: number,
  paint: Paint,
  all: boolean,
): string {
  const outside = comparisons.filter(({ within }) => !within);
  const lead = `Statistics and sizes: ${comparisons.length - outside.length} of ${counted(comparisons.length, 'figure')} within their allowance.`;
  const shown = all ? comparisons : outside;
  if (shown.length === 0) return lead;
  const nameWidth = Math.max(20, columns - 20 - 2 * 10 - 20 - 8);
  const table = new Table({
    ...borderlessTable,
    head: ['of', 'figure', 'virtual', 'real', 'allowed'],
    colWidths: [nameWidth, 20, 10, 20, null],
    colAligns: ['left', 'left', 'right', 'right', 'left'],
  });
  for (const each of shown) {
    const { least, most } = each.real;
    const real = least === most ? figure(least) : `${figure(least)} to ${figure(most)}`;
    table.push([
      wrapText(printable(each.subject), nameWidth, 2).join('\n'),
      wrapText(printable(each.figure), 20, 2).join('\n'),
      each.within ? figure(each.virtual) : paint.red(figure(each.virtual)),
      real,
      each.allowance,
    ]);
  }
  return `${lead}\n\n${trimmed(table.toString())}`;
}

function nextStep(results: readonly VerifyResult[]): string {
  const refuted = results.filter(isRefuted);
  if (refuted.length === 0) {
    return 'Virtual plans match real plans as often as two ANALYZE runs match each other. Next: `plancliff check`';
  }
  const names = refuted.map(({ scenario }) => scenario).join(' ');
  return `Virtual plans differ from real plans more often than two ANALYZE runs differ. Show the figures: \`plancliff verify ${names} --statistics --all\``;
}

const percent = (share: number): string => `${(share * 100).toFixed(share === 1 ? 0 : 1)}%`;
const ratio = (value: number): string => (Number.isFinite(value) ? value.toFixed(2) : 'n/a');

/** Four significant digits, without an exponent for what people count. */
function figure(value: number): string {
  return Number.isInteger(value) ? String(value) : Number(value.toPrecision(4)).toString();
}

function trimmed(text: string): string {
  return text
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n');
}
