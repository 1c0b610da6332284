import { auditText } from '../../src/audit/text/audit-text';
import type { AuditResult } from '../../src/audit/types';
import { finding, statement } from './statements';

function textOf(parts: Partial<AuditResult>): string {
  const result: AuditResult = {
    version: 1,
    server: { version: '18.4', target: 'reader@staging/shop' },
    statements: [],
    problems: [],
    findings: [],
    ...parts,
  };
  return auditText(result, { columns: 100, color: false, cwd: '/repo' });
}

test('the first line after the server names the statement to look at first', () => {
  const text = textOf({
    statements: [statement('fine', { cost: 900 }), statement('slow', { cost: 40, worstCost: 5e5 })],
    findings: [finding('slow', { kind: 'early-stop' })],
  });
  expect(text.split('\n').slice(0, 5)).toEqual([
    'reader@staging/shop, PostgreSQL 18.4',
    '2 statements planned, none run',
    '',
    "Look first at shop: slow. It has a warning: depends on an early stop. The planner's estimate: cost",
    '  40, and 500k if its early stop does not come.',
  ]);
});

test('without a finding it says so, and names the statement with most at stake', () => {
  const text = textOf({ statements: [statement('a', { cost: 5 }), statement('b', { cost: 900 })] });
  expect(text).toContain(
    "No error or warning. Most is at stake in shop: b. The planner's estimate: cost 900.",
  );
});

test('long lines of a statement are broken, and nothing of them is cut', () => {
  const note = 'planned as a select of the rows that the update finds';
  for (let more = 0; more < 6; more += 1) {
    const text = textOf({
      statements: [statement('q'.repeat(20), { note: 'x'.repeat(more) + ` ${note.repeat(2)}` })],
    });
    expect(text).not.toContain('…');
    expect(text.replaceAll(/\s+/g, ' ')).toContain(note.repeat(2));
  }
});

test('statements with one plan share its lines and its finding', () => {
  const of = (label: string, cost: number) => statement('q', { case: label, cost, shape: 's' });
  const text = textOf({
    statements: [of('rare', 10), of('common', 99)],
    findings: [finding('q', { case: 'common' }), finding('q', { case: 'rare' })],
  });
  expect(text).toContain('shop: q / common\nshop: q / rare\n  cost 99 for 1 row, down to 10\n');
  expect(text.match(/^ +warning: no index/gm)).toHaveLength(1);
  expect(text).toContain('The same plan, the same finding: q / rare.');
});

test('a statement without a name shows its SQL in one line; a named one does not', () => {
  const unnamed = statement('line 7', { source: 'q.sql', line: 7 });
  expect(textOf({ statements: [unnamed] })).toContain(
    'q.sql: line 7\n  select * from orders where id = $1\n',
  );
  expect(textOf({ statements: [statement('named')] })).not.toContain('select *');
});

test('the margin is called a comparison, not a prediction', () => {
  const reading = {
    occurrence: 'o',
    schema: 'public',
    relation: 'orders',
    alias: 'o',
    method: 'index' as const,
    indexes: ['i'],
    access: 'Index Scan i (o): on id',
    costWith: 10,
    costWithout: 12,
  };
  const text = textOf({ statements: [statement('q', { readings: [reading] })] });
  expect(text).toContain('×1.2');
  expect(text.replace(/\s+/g, ' ')).toContain(
    'It is a comparison at the current size and predicts no row count.',
  );
  expect(text).not.toContain('about to');
});
