import fc from 'fast-check';
import { byName, entryKey, fresh } from '../../src/snapshot/entry-order';
import type { SchemaPart, Snapshot, SnapshotEntry, SnapshotRange } from '../../src/snapshot/types';

/** Text that tries to look like another part of the file. */
const nasty = fc.constantFrom(
  'end of snapshot',
  '-',
  '"',
  '""',
  '"a"',
  ' / ',
  'a / b [c]',
  '[x]',
  '← cliff',
  'Seq Scan (o)   ← cliff',
  '  1k … 1M   Seq Scan (o)',
  '$1 = 1',
  '  | select 1',
  '\\',
  'a\\"b',
  'line\nbreak',
  'carriage\r\nreturn',
  'tab\tbed',
  '\u2028',
  '\ufeff',
  '\u00a0x\u00a0',
  '\u202eright to left',
  '注文一覧',
  'é',
  '👩‍👩‍👧',
  '\ud800',
  '\u{e0001}',
  '__proto__',
  '<<<<<<< HEAD',
);
const text = fc.oneof(
  fc.stringMatching(/^[a-z][a-z0-9-]{0,20}$/),
  nasty,
  fc.string(),
  fc
    .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 12 })
    .map((units) => String.fromCharCode(...units)),
  fc
    .array(fc.oneof(nasty, fc.constantFrom('from', 'where', ' ', 'a.b')), { maxLength: 40 })
    .map((words) => words.join(' ')),
);
const name = text.filter((value) => value !== '');

const rows = fc.integer({ min: 1, max: 1e12 });

const ranges: fc.Arbitrary<SnapshotRange[]> = fc
  .uniqueArray(rows, { minLength: 2, maxLength: 6 })
  .map((bounds) => bounds.sort((a, b) => a - b))
  .chain((bounds) =>
    fc
      .array(fc.array(fc.record({ text: name, cliff: fc.boolean() }), { maxLength: 3 }), {
        minLength: bounds.length - 1,
        maxLength: bounds.length - 1,
      })
      .map((accesses) =>
        accesses.map((access, index) => ({
          from: bounds[index] ?? 1,
          to: bounds[index + 1] ?? 1,
          access,
        })),
      ),
  );

const findings = fc.array(
  fc
    .record({
      severity: fc.constantFrom('error' as const, 'warning' as const),
      kind: fc.stringMatching(/^[a-z]+(-[a-z]+)*$/),
      at: fc.option(rows, { nil: undefined }),
      subject: text,
    })
    .map(({ at, ...line }) => (at === undefined ? line : { ...line, at })),
  { maxLength: 3 },
);

const entry: fc.Arbitrary<SnapshotEntry> = fc.record({
  query: name,
  case: name,
  condition: fc.oneof(fc.constant(fresh), name),
  sql: name,
  parameters: fc.array(text, { maxLength: 11 }),
  ranges,
  accepted: findings,
  acquitted: findings,
});

const part: fc.Arbitrary<SchemaPart> = fc
  .record({
    kind: fc.constantFrom('table' as const, 'model' as const, 'key' as const, 'index' as const),
    name,
    on: fc.option(name, { nil: undefined }),
    text: fc.oneof(
      name,
      fc.array(name, { minLength: 1, maxLength: 20 }).map((items) => items.join(', ')),
      fc
        .array(fc.stringMatching(/^[a-z]{1,12} [a-z]{1,12}$/), { minLength: 9, maxLength: 20 })
        .map((items) => items.join(', ')),
    ),
  })
  .map(({ on, ...rest }) => (on === undefined ? rest : { ...rest, on }));

export const snapshots: fc.Arbitrary<Snapshot> = fc.record({
  version: fc.constant(2),
  scenario: name,
  header: fc.record({
    major: fc.integer({ min: 9, max: 99 }),
    engine: fc.constantFrom('virtual', 'seed'),
    scales: fc.tuple(rows, rows).map(([a, b]) => ({ from: Math.min(a, b), to: Math.max(a, b) })),
    settings: fc.dictionary(name, text),
    digest: name,
    schema: fc.array(part, { maxLength: 5 }),
  }),
  entries: fc
    .uniqueArray(entry, { selector: entryKey, maxLength: 4 })
    .map((entries) => entries.sort(byName)),
});
