import type { Finding } from '../findings/types';
import { rowsText } from '../text/figures';
import { formatRows } from '../text/row-count';
import { allFindings, caseName, counted, isLoss, isOpen, titleOf } from './finding-labels';
import { pagesBlock } from './finding-pages';
import { headline } from './headline';
import { nextStep, type Step } from './next-step';
import { paintFor, type Paint } from './paint';
import { snapshotLines, snapshotSummary } from './snapshot-lines';
import { casesTable } from './table/cases-table';
import { findingText } from './table/finding-text';
import { variantsBlock } from './table/variants-block';
import type { Output, Reporter, ReporterOptions } from './types';
import type { CheckResult, ScenarioResult } from '../check/result';
import { displayWidth, printable, wrapText } from '../text/wrap';

/** Nothing can be read in a narrower table, and no line of prose beyond this. */
const narrowest = 60;
const widest = 140;

/** For people: the answer first, then what to look at, why, and what to do next. */
export const table: Reporter = (result, output, options = {}) => {
  const columns = Math.min(widest, Math.max(narrowest, output.columns));
  const paint = paintFor(output.color);
  const shown = findingsToShow(result, options);
  const blocks = [
    answer(result, columns, paint),
    ...result.scenarios.flatMap((scenario) => scenarioBlocks(scenario, columns, paint, options)),
    ...shown.map((finding) =>
      findingText(finding, {
        columns,
        paint,
        root: options.root,
        today: result.scenarios.find(({ scenario }) => scenario.name === finding.scenario)?.scenario
          .twin?.rows,
      }),
    ),
    pagesBlock(shown, options.cwd),
    allowedBlock(result, columns, paint, options),
    problemBlock(result, columns, paint),
    trialBlock(result, columns),
    approximationBlock(result, columns),
    schemaBlock(result, columns),
    snapshotBlock(result, columns),
    stepBlock(nextStep(result, options.program), columns, paint),
  ];
  write(output, blocks);
};

function write(output: Output, blocks: readonly string[]): void {
  output.write(`${blocks.filter((block) => block !== '').join('\n\n')}\n`);
}

function answer(result: CheckResult, columns: number, paint: Paint): string {
  const open = allFindings(result).filter(
    (finding) => isOpen(finding) && (isLoss(finding) || finding.severity === 'error'),
  );
  const colour = open.length > 0 || result.problems.length > 0 ? paint.red.bold : paint.green.bold;
  return wrapText(headline(result), columns)
    .map((line) => colour(line))
    .join('\n');
}

function scenarioBlocks(
  scenario: ScenarioResult,
  columns: number,
  paint: Paint,
  { all = false }: ReporterOptions,
): string[] {
  const { text, shown } = casesTable(scenario, { columns, paint, all });
  return [
    [scenarioLine(scenario, columns, paint), ...(text === '' ? [] : [text])].join('\n'),
    rest(scenario, shown, { columns, paint, all }),
    variantsBlock(scenario, { columns, paint }),
  ];
}

function scenarioLine(result: ScenarioResult, columns: number, paint: Paint): string {
  const { scenario, scales, engine, serverVersion, timelines, seconds } = result;
  const facts = [
    counted(timelines.length, 'case'),
    `${scalesText(scales)} of ${scenario.definition.driving}`,
    `PostgreSQL ${serverVersion}`,
    `${engine} engine`,
    `${seconds.toFixed(1)} s`,
  ];
  const line = wrapText(
    facts.map((fact) => printable(fact).replaceAll(' ', '\u00a0')).join(', '),
    columns - 2,
  );
  return [
    ...wrapText(printable(scenario.name), columns).map((name) => paint.bold(name)),
    ...line.map((text) => paint.dim(`  ${text.replaceAll('\u00a0', ' ')}`)),
  ].join('\n');
}

/** Up to this number of row counts, each is named. */
const fewScales = 5;

/** `1k to 1B rows`; of row counts that were listed `at 1k and 10k rows`, or how many they are. */
function scalesText({ from, to, listed = [] }: ScenarioResult['scales']): string {
  if (from === to) return `at ${rowsText(to)}`;
  if (listed.length === 0) return `${formatRows(from)} to ${rowsText(to)}`;
  if (listed.length > fewScales)
    return `${listed.length} row counts from ${formatRows(from)} to ${rowsText(to)}`;
  return `at ${listed.slice(0, -1).map(formatRows).join(', ')} and ${rowsText(to)}`;
}

/** Cases that the table leaves out: named while few, so that a reader knows what is covered. */
function rest(
  { timelines, findings }: ScenarioResult,
  shown: ReadonlySet<unknown>,
  {
    columns,
    paint,
    all,
  }: { readonly columns: number; readonly paint: Paint; readonly all: boolean },
): string {
  const others = timelines.filter((timeline) => !shown.has(timeline));
  const notes = findings.filter((finding) => finding.severity === 'info' && isOpen(finding)).length;
  const shows = `${counted(notes, 'note')}: --all shows them`;
  if (others.length === 0) return notes === 0 || all ? '' : paint.dim(`${shows}.`);
  const notesHint = notes === 0 || all ? '' : ` (${shows})`;
  const lead = `${counted(others.length, shown.size === 0 ? 'case has' : 'other case has', shown.size === 0 ? 'cases have' : 'other cases have')} no error or warning${notesHint}:`;
  return wrapText(`${lead} ${names(others.map(caseName), columns * 2 - lead.length)}`, columns, 2)
    .map((line) => paint.dim(line))
    .join('\n');
}

/** As many names as there is room for; cases of one query stand together. */
function names(cases: readonly string[], room: number): string {
  const taken: string[] = [];
  let width = 0;
  for (const name of cases) {
    width += displayWidth(name) + 2;
    if (width > room && taken.length > 0) break;
    taken.push(name);
  }
  const more = cases.length - taken.length;
  return taken.join(', ') + (more === 0 ? '' : ` and ${more} more`);
}

function findingsToShow(result: CheckResult, { all = false }: ReporterOptions): readonly Finding[] {
  return allFindings(result).filter(
    (finding) => isOpen(finding) && (all || finding.severity !== 'info' || finding.query === ''),
  );
}

/** Accepted findings by reason: a reason that covers many is said once. */
function allowedBlock(
  result: CheckResult,
  columns: number,
  paint: Paint,
  { all = false }: ReporterOptions,
): string {
  const byReason = new Map<string, string[]>();
  for (const finding of allFindings(result)) {
    if (finding.allowed === undefined || (finding.severity === 'info' && !all)) continue;
    const names = byReason.get(finding.allowed) ?? [];
    byReason.set(finding.allowed, [...names, `${caseName(finding)}: ${titleOf(finding)}`]);
  }
  return [...byReason]
    .flatMap(([reason, names]) => [
      ...wrapText(printable(`Allowed: ${reason}`), columns, 2),
      ...names.flatMap((name) =>
        wrapText(name, columns - 2, 2).map((line) => paint.dim(`  ${line}`)),
      ),
    ])
    .join('\n');
}

/** The command stands on a line of its own, to be copied whole. */
function stepBlock({ what, command }: Step, columns: number, paint: Paint): string {
  return [
    ...wrapText(what, columns),
    ...(command === undefined ? [] : [paint.bold(`  ${command}`)]),
  ].join('\n');
}

function problemBlock({ problems }: CheckResult, columns: number, paint: Paint): string {
  return problems
    .flatMap(({ scenario, message }) => wrapText(printable(`${scenario}: ${message}`), columns, 2))
    .map((line) => paint.red(line))
    .join('\n');
}

/** Why nothing was measured, or at other sizes than usual: without it the severities are the planner's. */
function trialBlock({ scenarios }: CheckResult, columns: number): string {
  const lines = scenarios.flatMap(({ scenario, measurements }) =>
    (measurements?.notes ?? []).map((note) => `${scenario.name}: ${note}`),
  );
  return listBlock('Trial:', new Set(lines), columns);
}

function approximationBlock({ scenarios }: CheckResult, columns: number): string {
  const lines = new Set(scenarios.flatMap(({ approximations }) => approximations));
  return listBlock('Modelled approximately:', lines, columns);
}

function schemaBlock({ scenarios }: CheckResult, columns: number): string {
  const lines = scenarios.flatMap(({ scenario, schemaNotes = [] }) =>
    schemaNotes.map((note) => `${scenario.name}: ${note}`),
  );
  return listBlock('The schema was adapted to this server:', new Set(lines), columns);
}

function listBlock(title: string, lines: ReadonlySet<string>, columns: number): string {
  if (lines.size === 0) return '';
  return [
    title,
    ...[...lines].flatMap((line) =>
      wrapText(printable(line), columns - 2, 2).map((part) => `  ${part}`),
    ),
  ].join('\n');
}

function snapshotBlock(result: CheckResult, columns: number): string {
  const lines = snapshotLines(result).flatMap((line) =>
    wrapText(printable(`› ${line}`), columns - 1, 2).map((part) => ` ${part}`),
  );
  return [...lines, snapshotSummary(result)].filter((line) => line !== '').join('\n');
}
