import path from 'node:path';
import { counted, rowsText } from '../text/figures';
import { formatRows } from '../text/row-count';
import { clip, printable } from '../text/wrap';
import { indentedLines } from './indented-lines';
import { modelledTables } from '../generate/names';
import { allFindings } from './screen/all-findings';
import { columns } from './screen/finding-lines';
import { firstScreen } from './screen/first-screen';
import type { ScanResult } from './types';
import { unreadLine } from './unread-line';

/** Lines of the first screen. */
const screen = 24;

/** What a scan found, most important first: one screen, or all of it. */
export function scanText(result: ScanResult, { all }: { readonly all: boolean }): string {
  const head = headLines(result);
  const tail = tailLines(result, all);
  const { findings } = result;
  const body = all
    ? allFindings(findings)
    : firstScreen(findings, screen - head.length - tail.length - 1);
  const gap = body.length > 0 && !all ? [''] : [];
  return [...head, ...body, ...gap, ...tail].map((line) => `${line}\n`).join('');
}

function headLines({
  sources,
  facts,
  chosen,
  scales,
  version,
  seconds,
  findings,
  model,
}: ScanResult): string[] {
  const tables = modelledTables(facts);
  const indexes = tables.reduce((sum, table) => sum + table.indexes.length, 0);
  const keys = tables.reduce((sum, table) => sum + table.foreignKeys.length, 0);
  const named = sources.length === 1 ? (sources[0] ?? '') : counted(sources.length, 'file');
  const about = `${counted(tables.length, 'table')}, ${counted(indexes, 'index', 'indexes')}, ${counted(keys, 'foreign key')}; ${counted(chosen.probes.length, 'query', 'queries')} planned at ${formatRows(scales[0] ?? 0)} to ${rowsText(scales.at(-1) ?? 0)} of ${model.driving}, PostgreSQL ${version}, ${seconds.toFixed(1)} s`;
  return [
    clip(printable(named), columns),
    ...indentedLines(`  ${about}`, columns),
    '',
    findings.length === 0
      ? 'Nothing to change: every index is used, and no foreign key is without one.'
      : 'What to change, most important first:',
    ...(findings.length === 0 ? [] : ['']),
  ];
}

function leftOutLine({
  copied,
  statements,
}: ScanResult['settled']['leftOutRows']): readonly string[] {
  const parts = [
    ...(copied === 0 ? [] : [`${counted(copied, 'row')} of COPY`]),
    ...(statements === 0
      ? []
      : [`${counted(statements, 'statement')} that ${statements === 1 ? 'writes' : 'write'} rows`]),
  ];
  return parts.length === 0 ? [] : [`left out ${parts.join(' and ')}`];
}

/** From this share of the tables on, the output does not say that queries of the others were not planned. */
const nearlyAll = 0.9;

/** The file is named where there are several, without its folder: `--all` has the path. */
function skippedLine({ sources, settled: { skipped } }: ScanResult): readonly string[] {
  const [first] = skipped;
  if (first === undefined) return [];
  const place =
    sources.length === 1 ? `line ${first.line}` : `${path.basename(first.file)}:${first.line}`;
  return [`${counted(skipped.length, 'statement')} did not run, first ${place}: ${first.message}`];
}

/** On the first screen in one line: it has more use for changes. */
function notPlannedLines(
  { tablesPlanned, model, chosen: { leftOut, unprobed } }: ScanResult,
  all: boolean,
): readonly string[] {
  const tables = model.tables.length;
  const small = tablesPlanned < nearlyAll * tables ? tables - tablesPlanned : 0;
  if (!all && small > 0 && leftOut > 0)
    return [
      `not planned: ${counted(leftOut, 'query', 'queries')} (--max-queries), and all of the ${small} smallest tables`,
    ];
  const without =
    unprobed > 0 ? `; ${counted(unprobed, 'index or key', 'indexes and keys')} had none` : '';
  return [
    ...(small === 0
      ? []
      : [`${small} of ${tables} tables, the smallest, are judged by their keys and indexes alone`]),
    ...(leftOut === 0
      ? []
      : [
          `${counted(leftOut, 'more query', 'more queries')} could be made (--max-queries)${without}`,
        ]),
  ];
}

function tailLines(result: ScanResult, all: boolean): string[] {
  const { settled, modelNotes, failures, generic } = result;
  const { skipped, notes, leftOutRows } = settled;
  const lines = [
    ...skippedLine(result),
    ...unreadLine(result.unread),
    ...leftOutLine(leftOutRows),
    ...notPlannedLines(result, all),
    ...(failures.length === 0
      ? []
      : [`${counted(failures.length, 'generated query', 'generated queries')} did not plan`]),
    'Row counts and values are inferred: --explain-model, --rows, --write, --all.',
  ];
  if (!all)
    return lines.flatMap((line) => indentedLines(clip(printable(line), 2 * columns - 4), columns));
  return [
    ...lines.slice(0, -1),
    ...skipped.map(
      ({ file, line, message, text, because }) =>
        `  ${file}:${line}: ${message} (${clip(text, 60)})${because === undefined ? '' : `, because ${because} was skipped`}`,
    ),
    ...[...notes, ...modelNotes].map((note) => `  ${note}`),
    ...generic
      .filter(({ differing }) => differing.length > 0)
      .map(
        ({ probe, auto, differing }) =>
          `  ${probe.name}: the plan for all values is another one for ${differing.map(({ label }) => label).join(', ')}; from the sixth execution on auto takes ${auto === 'generic' ? 'it' : 'the plan for the values'}`,
      ),
    ...failures.map(({ probe, label, failure }) => `  ${probe.name}, ${label}: ${failure.message}`),
    ...lines.slice(-1),
  ].flatMap((line) => indentedLines(line, columns));
}
