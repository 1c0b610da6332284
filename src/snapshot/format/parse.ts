import { PlancliffError } from '../../errors';
import { parseRowCount } from '../../text/row-count';
import {
  acceptedMark,
  acquittedMark,
  fieldColumns,
  lastLine,
  rangeColumns,
  snapshotVersion,
} from './format';
import { byName, entryKey, entryName, fresh } from '../entry-order';
import { cliffMark, noRelation, readText } from './text';
import type {
  AcceptedFinding,
  SchemaPart,
  Snapshot,
  SnapshotAccess,
  SnapshotEntry,
  SnapshotHeader,
  SnapshotRange,
} from '../types';

const quotedText = String.raw`"(?:[^"\\]|\\.)*"`;
const nameText = String.raw`(${quotedText}|[^\s/[\]"](?:[^/[\]"]*[^\s/[\]"])?)`;
const headline = new RegExp(String.raw`^${nameText} / ${nameText}(?: \[${nameText}\])?$`);
const setting = new RegExp(`^(${quotedText}|[^\\s="]+) = (.+)$`);
const partName = String.raw`(${quotedText}|[^\s:"]+)`;
const part = new RegExp(`^(table|model|key|index) +${partName}(?: on ${partName})?: (\\S.*)$`);
const continued = new RegExp(`^ {${fieldColumns}}(\\S.*)$`);
const acceptance = /^(error|warning) ([a-z-]+)(?: at ([^\s:]+))?(?:: (.+))?$/;
const span = /^ +(\S+) … +(\S+) {3}(\S.*)$/;
const furtherAccess = new RegExp(`^ {${rangeColumns}}(\\S.*)$`);
const marked = new RegExp(`^(.*\\S) {3}${cliffMark}$`);

/**
 * Reads what `formatSnapshot` wrote.
 *
 * @param file name for messages
 * @throws PlancliffError `snapshot`, with the line and what was expected there
 */
export function parseSnapshot(text: string, file = 'snapshot'): Snapshot {
  const reader = new Reader(text, file);
  const version = readVersion(reader);
  const scenario = reader.field('scenario', (value) => readText(value));
  const header = readHeader(reader);
  const entries = readEntries(reader);
  return { version, scenario, header, entries };
}

function readVersion(reader: Reader): number {
  const line = reader.next('"plancliff snapshot" and a version');
  const version = Number(/^plancliff snapshot (\d{1,9})$/.exec(line)?.[1]);
  if (!(version >= 1)) throw reader.unexpected('"plancliff snapshot" and a version');
  if (version > snapshotVersion) {
    throw new PlancliffError('snapshot', {
      message: `${reader.place()}: the snapshot has version ${version}, and this plancliff reads up to ${snapshotVersion}`,
      hint: 'Upgrade plancliff.',
    });
  }
  return version;
}

function readHeader(reader: Reader): SnapshotHeader {
  const major = reader.field('server', (value) => {
    const found = /^PostgreSQL (\d{1,3})$/.exec(value)?.[1];
    return found === undefined ? undefined : Number(found);
  });
  const engine = reader.field('engine', (value) =>
    /^[a-z][a-z0-9-]*$/.test(value) ? value : undefined,
  );
  const scales = reader.field('scales', (value) => {
    const [, from, to] = /^(\S+) … (\S+)$/.exec(value) ?? [];
    return readSpan(from, to);
  });
  const digest = reader.field('digest', (value) => readText(value));
  const settings: [string, string][] = [];
  while (reader.peek()?.startsWith('setting ')) {
    settings.push(
      reader.field('setting', (value) => {
        const [, name, content] = setting.exec(value) ?? [];
        const pair = [readText(name ?? '""'), readText(content ?? '"')] as const;
        return pair[0] === undefined || pair[1] === undefined ? undefined : [pair[0], pair[1]];
      }),
    );
  }
  return {
    major,
    engine,
    scales,
    settings: Object.fromEntries(settings),
    digest,
    schema: readSchema(reader),
  };
}

/** None in a snapshot of version 1. */
function readSchema(reader: Reader): SchemaPart[] {
  const parts: SchemaPart[] = [];
  while (/^(table|model|key|index) {2}/.test(reader.peek() ?? '')) {
    const expected = 'a part of the schema, as in "index     orders_pkey on orders: unique (id)"';
    const [, kind, ...rest] = part.exec(reader.next(expected)) ?? [];
    const lines = [rest[2] ?? ''];
    for (;;) {
      const [, further] = continued.exec(reader.peek() ?? '') ?? [];
      if (further === undefined) break;
      reader.next(expected);
      lines.push(further);
    }
    const name = readText(rest[0] ?? '"');
    const on = rest[1] === undefined ? undefined : readText(rest[1]);
    const text = readText(lines.join(' '));
    if (kind === undefined || name === undefined || !text || (rest[1] !== undefined && !on)) {
      throw reader.unexpected(expected);
    }
    parts.push({
      kind: kind as SchemaPart['kind'],
      name,
      ...(on === undefined ? {} : { on }),
      text,
    });
  }
  return parts;
}

function readEntries(reader: Reader): SnapshotEntry[] {
  const entries = new Map<string, SnapshotEntry>();
  for (;;) {
    while (reader.peek() === '') reader.next('');
    if (reader.peek() === lastLine) break;
    const entry = readEntry(reader);
    if (entries.has(entryKey(entry))) {
      throw reader.wrong(`${entryName(entry)} stands here for the second time`);
    }
    entries.set(entryKey(entry), entry);
  }
  reader.next(lastLine);
  while (reader.peek() === '') reader.next('');
  if (reader.peek() !== undefined) {
    reader.next('');
    throw reader.wrong(`text after "${lastLine}"`);
  }
  return [...entries.values()].sort(byName);
}

function readEntry(reader: Reader): SnapshotEntry {
  const expected = `"query / case" or "${lastLine}"`;
  const names = headline.exec(reader.next(expected))?.slice(1) ?? [];
  const [query, label, condition] = names.map((name) => (name ? readText(name) : undefined));
  if (query === undefined || label === undefined) throw reader.unexpected(expected);
  return {
    query,
    case: label,
    condition: condition ?? fresh,
    sql: readSql(reader),
    parameters: readParameters(reader),
    ranges: readRanges(reader),
    accepted: readFindings(reader, acceptedMark),
    acquitted: readFindings(reader, acquittedMark),
  };
}

function readSql(reader: Reader): string {
  const lines: string[] = [];
  while (lines.length === 0 || reader.peek()?.startsWith('  | ')) {
    const line = reader.next('the SQL of the case, after "  | "');
    if (!line.startsWith('  | ') || line.length === 4) {
      throw reader.unexpected('the SQL of the case, after "  | "');
    }
    lines.push(line.slice(4));
  }
  const sql = readText(lines.join(' '));
  if (sql === undefined) throw reader.unexpected('SQL, or SQL as a JSON string');
  return sql;
}

function readParameters(reader: Reader): string[] {
  const parameters: string[] = [];
  while (reader.peek()?.startsWith('  $')) {
    const start = `  $${parameters.length + 1} = `;
    const line = reader.next(start);
    const value = line.startsWith(start) ? readText(line.slice(start.length)) : undefined;
    if (value === undefined) throw reader.unexpected(`"${start.trim()}" and a value`);
    parameters.push(value);
  }
  return parameters;
}

function readRanges(reader: Reader): SnapshotRange[] {
  const ranges: SnapshotRange[] = [];
  const expected = 'row counts and an access, as in "1k … 1M   Seq Scan (orders)"';
  while (ranges.length === 0 || isRange(reader.peek())) {
    const [, from, to, first] = span.exec(reader.next(expected)) ?? [];
    const bounds = readSpan(from, to);
    if (bounds === undefined || first === undefined) throw reader.unexpected(expected);
    const before = ranges.at(-1);
    if (before !== undefined && (before.to !== bounds.from || bounds.from === bounds.to)) {
      throw reader.wrong('the row counts do not begin where those of the line before end');
    }
    const access = first === noRelation ? [] : [readAccess(reader, first)];
    for (;;) {
      const [, further] = furtherAccess.exec(reader.peek() ?? '') ?? [];
      if (further === undefined) break;
      reader.next(expected);
      access.push(readAccess(reader, further));
    }
    ranges.push({ ...bounds, access });
  }
  return ranges;
}

const isRange = (line: string | undefined): boolean =>
  line?.startsWith(' ') === true &&
  !line.startsWith(acceptedMark) &&
  !line.startsWith(acquittedMark);

function readFindings(reader: Reader, mark: string): AcceptedFinding[] {
  const found: AcceptedFinding[] = [];
  const expected = `a finding, as in "${mark.trim()} error index-lost at 5M: orders_status_idx"`;
  while (reader.peek()?.startsWith(mark)) {
    const line = reader.next(expected).slice(mark.length);
    const [, severity, kind, at, subject] = acceptance.exec(line) ?? [];
    const rows = at === undefined ? undefined : readRows(at);
    const about = subject === undefined ? '' : readText(subject);
    if (!severity || !kind || about === undefined || (at !== undefined && rows === undefined)) {
      throw reader.unexpected(expected);
    }
    found.push({
      severity: severity as AcceptedFinding['severity'],
      kind,
      ...(rows === undefined ? {} : { at: rows }),
      subject: about,
    });
  }
  return found;
}

function readAccess(reader: Reader, written: string): SnapshotAccess {
  const unmarked = marked.exec(written)?.[1];
  const text = readText(unmarked ?? written);
  if (text === undefined) throw reader.unexpected('an access, or one as a JSON string');
  return { text, cliff: unmarked !== undefined };
}

function readSpan(from: string | undefined, to: string | undefined) {
  const bounds = { from: readRows(from), to: readRows(to) };
  if (bounds.from === undefined || bounds.to === undefined) return undefined;
  return bounds.from <= bounds.to ? { from: bounds.from, to: bounds.to } : undefined;
}

function readRows(written: string | undefined): number | undefined {
  try {
    return parseRowCount(written ?? '');
  } catch {
    return undefined;
  }
}

/** The lines of a file, one by one, with their numbers for messages. */
class Reader {
  private readonly lines: readonly string[];
  private at = 0;

  constructor(
    text: string,
    private readonly file: string,
  ) {
    // Version control on Windows may have turned the line ends.
    this.lines = text
      .replace(/^\ufeff/, '')
      .replace(/\r?\n$/, '')
      .split(/\r?\n/);
  }

  peek(): string | undefined {
    return this.lines[this.at];
  }

  next(expected: string): string {
    const line = this.lines[this.at++];
    if (line === undefined) throw this.wrong(`the file ends where ${expected} is expected`);
    return line;
  }

  /** A line of the header: its name, at least one space, its value. */
  field<T>(name: string, read: (value: string) => T | undefined): T {
    const expected = `"${name}" and its value`;
    const [, found, value] = /^([a-z]+) +(\S.*)$/.exec(this.next(expected)) ?? [];
    const content = found === name && value !== undefined ? read(value) : undefined;
    if (content === undefined) throw this.unexpected(expected);
    return content;
  }

  place(): string {
    return `${this.file}:${Math.min(this.at, this.lines.length)}`;
  }

  unexpected(expected: string): PlancliffError {
    const line = this.lines[this.at - 1] ?? '';
    if (/^(<{7}|={7}|>{7}|\|{7})/.test(line)) return this.wrong('a merge conflict is left');
    const shown = line.length > 60 ? `${line.slice(0, 60)}…` : line;
    return this.wrong(`expected ${expected}, found ${JSON.stringify(shown)}`);
  }

  wrong(what: string): PlancliffError {
    return new PlancliffError('snapshot', {
      message: `${this.place()}: ${what}`,
      hint: 'Restore the file from version control, or rewrite it with -u.',
    });
  }
}
