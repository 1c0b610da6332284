import { formatRows, parseRowCount } from '../../text/row-count';
import { byCodeUnit, byName, fresh } from '../entry-order';
import { cliffMark, noRelation, writeAccess, writeName, writeText } from './text';
import { wrapItems } from './wrap-items';
import type { AcceptedFinding, SchemaPart, Snapshot, SnapshotEntry, SnapshotRange } from '../types';
import { wrapSql } from './wrap-sql';

/** Version of the text. Raise it when a reader of the version before would misread. */
export const snapshotVersion = 2;

/**
 * A file cut short lacks its last line. It counts nothing: two branches that each add a case would merge to
 * a wrong count without a conflict.
 */
export const lastLine = 'end of snapshot';

const sqlColumns = 92;
const lineColumns = 96;
const countColumns = 8;

/** Width of `  from … to   ` before an access. */
export const rangeColumns = 2 + countColumns + ' … '.length + countColumns + 3;

/** Width of a header line's name. */
export const fieldColumns = 10;

/** Begins the line of an accepted finding. */
export const acceptedMark = '  accepted  ';

/** Begins the line of what the estimates accuse and a trial acquitted. */
export const acquittedMark = '  acquitted ';

/** The text of a snapshot, made for review: no times, no costs, LF, the same bytes in every locale. */
export function formatSnapshot(snapshot: Snapshot): string {
  const { header } = snapshot;
  const settings = Object.entries(header.settings).sort(([a], [b]) => byCodeUnit(a, b));
  const lines = [
    `plancliff snapshot ${snapshot.version}`,
    `scenario  ${writeText(snapshot.scenario)}`,
    `server    PostgreSQL ${header.major}`,
    `engine    ${header.engine}`,
    `scales    ${rowText(header.scales.from)} … ${rowText(header.scales.to)}`,
    `digest    ${writeText(header.digest)}`,
    ...settings.map(([name, value]) => `setting   ${settingName(name)} = ${writeText(value)}`),
    ...header.schema.flatMap(partLines),
    ...[...snapshot.entries].sort(byName).flatMap((entry) => ['', ...entryLines(entry)]),
    '',
    lastLine,
  ];
  return `${lines.join('\n')}\n`;
}

function entryLines(entry: SnapshotEntry): string[] {
  const condition = entry.condition === fresh ? '' : ` [${writeName(entry.condition)}]`;
  return [
    `${writeName(entry.query)} / ${writeName(entry.case)}${condition}`,
    ...sqlLines(entry.sql),
    ...entry.parameters.map((value, index) => `  $${index + 1} = ${writeText(value)}`),
    ...entry.ranges.flatMap(rangeLines),
    ...entry.accepted.map((finding) => acceptedMark + findingText(finding)),
    ...entry.acquitted.map((finding) => acquittedMark + findingText(finding)),
  ];
}

/** `table     orders: id bigint, …`: a long one is broken between its items, so that a change shows as a line. */
function partLines({ kind, name, on, text }: SchemaPart): string[] {
  const lead = `${kind.padEnd(fieldColumns)}${partName(name)}${on === undefined ? '' : ` on ${partName(on)}`}: `;
  const written = writeText(text);
  const items =
    written === text
      ? wrapItems(text, lead.length - fieldColumns, lineColumns - fieldColumns)
      : [written];
  return items.map((item, index) => (index === 0 ? lead : ' '.repeat(fieldColumns)) + item);
}

/** `error index-lost at 13.6M: orders_status_idx (o/public.orders)`. */
function findingText({ severity, kind, at, subject }: AcceptedFinding): string {
  const place = at === undefined ? '' : ` at ${rowText(at)}`;
  return `${severity} ${kind}${place}${subject === '' ? '' : `: ${writeText(subject)}`}`;
}

function sqlLines(sql: string): string[] {
  const written = writeText(sql);
  const lines = written === sql ? wrapSql(sql, sqlColumns) : [written];
  return lines.map((line) => `  | ${line}`);
}

function rangeLines(range: SnapshotRange): string[] {
  const span = `  ${count(range.from)} … ${count(range.to)}   `;
  if (range.access.length === 0) return [span + noRelation];
  return range.access.map(
    ({ text, cliff }, index) =>
      (index === 0 ? span : ' '.repeat(rangeColumns)) +
      writeAccess(text) +
      (cliff ? `   ${cliffMark}` : ''),
  );
}

/** Rows as people read them where that loses nothing, else to the last row. */
function rowText(rows: number): string {
  const short = formatRows(rows);
  return parseRowCount(short) === rows ? short : String(rows);
}

const count = (rows: number): string => rowText(rows).padStart(countColumns);

const partName = (name: string): string => writeText(name, (text) => /[\s:"]/.test(text));

const settingName = (name: string): string => writeText(name, (text) => /[\s="]/.test(text));
