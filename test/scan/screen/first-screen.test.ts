import { firstScreen } from '../../../src/scan/screen/first-screen';
import type { ScanFinding, ScanKind } from '../../../src/scan/types';
import { displayWidth } from '../../../src/text/wrap';

const finding = (kind: ScanKind, of: number, rest: Partial<ScanFinding> = {}): ScanFinding => ({
  kind,
  table: `t${of}`,
  subject: `s${of}`,
  title: `title of ${kind} ${of}`,
  why: 'why',
  change: `create index on t${of} (c);`,
  weight: 1000 - of,
  ...rest,
});
const many = (kind: ScanKind, count: number, rest: Partial<ScanFinding> = {}): ScanFinding[] =>
  Array.from({ length: count }, (_, k) => finding(kind, k + 1, rest));

test('a finding alone of its kind keeps its own words', () => {
  expect(
    firstScreen([finding('unused-index', 1, { short: 'so few words', query: 'select 1' })], 10),
  ).toEqual([' 1 so few words', '     select 1', '   > create index on t1 (c);']);
});

test('equal kinds are one block with one query, and their changes', () => {
  const findings = many('foreign-key-without-index', 4, { parent: 'p', query: 'delete …' });
  expect(firstScreen(findings, 10)).toEqual([
    ' 1 Foreign keys without an index (4): a delete in p scans the child',
    '     delete …',
    '   > create index on t1 (c);',
    '   > create index on t2 (c);',
    '   > create index on t3 (c);',
    '   > create index on t4 (c);',
  ]);
});

test('where all findings fit, each stands alone, the most important kinds first', () => {
  const findings = [...many('redundant-index', 2), ...many('unused-index', 3)];
  expect(firstScreen(findings, 10)).toHaveLength(10);
  expect(firstScreen(findings, 10).join('\n')).not.toMatch(/^ \d [A-Z]/m);
  const some = firstScreen(findings, 9);
  expect(some.filter((line) => line.includes('title of'))).toHaveLength(2);
  expect(some.some((line) => line.includes('Unused indexes (3)'))).toBe(true);
});

test('every kind is on the screen before one shows more of its changes', () => {
  const findings = [
    ...many('foreign-key-without-index', 14, { parent: 'p' }),
    ...many('redundant-index', 9),
    ...many('unused-index', 5),
  ];
  const lines = firstScreen(findings, 15);
  expect(lines.length).toBeLessThanOrEqual(15);
  expect(lines.filter((line) => /^ \d /.test(line))).toHaveLength(3);
  expect(lines.filter((line) => / -- and \d+ more \(--all\)$/.test(line))).toHaveLength(3);
  expect(lines.join('\n')).not.toContain('more findings');
});

test('kinds without room are counted, finding by finding', () => {
  const findings = [...many('foreign-key-without-index', 14), ...many('redundant-index', 9)];
  const lines = firstScreen(findings, 3);
  expect(lines.length).toBeLessThanOrEqual(3);
  expect(lines.at(-1)).toBe('9 more findings: --all');
});

test('a note stands beside a change where its line has room, and equal changes are one', () => {
  const findings = [
    finding('generic-plan-differs', 1, { change: 'set x;', note: 't1: a' }),
    finding('generic-plan-differs', 2, { change: 'set x;' }),
    finding('generic-plan-differs', 3, { change: `set ${'y'.repeat(70)};`, note: 'not here' }),
  ];
  const lines = firstScreen(findings, 4);
  expect(lines.slice(-2)).toEqual(['   > set x; -- t1: a', `   > set ${'y'.repeat(70)};`]);
});

test('what replaces an index that is dropped is said of the first, in a line of its own where it has to be', () => {
  const drop = (name: string): Partial<ScanFinding> => ({
    change: `drop index ${name};`,
    note: `${'o'.repeat(50)} starts with a`,
  });
  const findings = [
    finding('redundant-index', 1, drop('x'.repeat(30))),
    finding('redundant-index', 2, drop('y'.repeat(30))),
    finding('redundant-index', 3, drop('z'.repeat(30))),
  ];
  expect(firstScreen(findings, 5)).toEqual([
    ' 1 Redundant indexes (3): another index starts with the same columns',
    `   > drop index ${'x'.repeat(30)};`,
    `     -- ${'o'.repeat(50)} starts with a`,
    `   > drop index ${'y'.repeat(30)};`,
    `   > drop index ${'z'.repeat(30)};`,
  ]);
});

test('a change that is wider than the screen is whole, in two lines', () => {
  const change = `create index on ${'x'.repeat(40)} (${'y'.repeat(30)});`;
  expect(firstScreen(many('foreign-key-without-index', 1, { change }), 10).slice(1)).toEqual([
    `   > create index on ${'x'.repeat(40)}`,
    `       (${'y'.repeat(30)});`,
  ]);
});

test('the count of the changes that are not shown stands behind the last one, before its note where both fit not', () => {
  const last = (note: string, kind: ScanKind = 'unused-index'): string | undefined =>
    firstScreen(many(kind, 9, { note, parent: 'p' }), 3).at(-1);
  expect(last('short')).toBe('   > create index on t2 (c); -- short; and 7 more (--all)');
  expect(last('n'.repeat(45))).toBe('   > create index on t2 (c); -- and 7 more (--all)');
});

test('no line is wider than 80 columns, and none moves the cursor', () => {
  const long = {
    change: `create index on ${'x'.repeat(100)};`,
    query: `select\n${'y'.repeat(100)}`,
  };
  const lines = firstScreen(
    [...many('redundant-index', 3, long), finding('no-index', 1, long)],
    24,
  );
  for (const line of lines) {
    expect(displayWidth(line)).toBeLessThanOrEqual(80);
    expect(line).not.toContain('\n');
  }
});

test('nothing is left of no findings', () => {
  expect(firstScreen([], 10)).toEqual([]);
});
