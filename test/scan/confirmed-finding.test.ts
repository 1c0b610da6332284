import { confirmedFinding } from '../../src/scan/confirmed-finding';
import type { ScannedCase } from '../../src/scan/types';
import { finding } from '../helpers/results';

const scanned = {
  probe: { kind: 'filter', table: 'Orders', sql: 'select 1', name: 'q' },
  label: 'default',
  points: [],
} as unknown as ScannedCase;
const found = finding('q', { kind: 'no-index', why: 'It is read in full.', advice: 'A guess.' });

const helps = (text: string) => ({
  text: `With "${text}": 3 pages instead of 664 at 300k (measured), kept to 1M.`,
  suggestion: { kind: 'btree-index', text, reason: '' },
});

test.each([
  ['create index on public.orders (a)', 'create index on orders (a);'],
  ['create index on public."Orders" ("Made at")', 'create index on "Orders" ("Made at");'],
  ['create index on shop.t ("public.x", b)', 'create index on shop.t ("public.x", b);'],
  [
    'create index on public."a""b" (c) where (d = \'e"f\')',
    'create index on "a""b" (c) where (d = \'e"f\');',
  ],
])('%s that helps is the change, whatever its names', (text, change) => {
  expect(confirmedFinding(scanned, found, helps(text)).change).toBe(change);
});

test('what was tried without success is no change to the schema', () => {
  const advice = 'Tried without success: "create index on t (a)" (the planner does not take it).';
  expect(confirmedFinding(scanned, { ...found, advice }, undefined).change).toBe(advice);
});

test('advice that is no index is the change in words', () => {
  const rewrite = {
    text: 'Write it as x.',
    suggestion: { kind: 'union', text: 'select 2', reason: '' },
  };
  expect(confirmedFinding(scanned, found, rewrite).change).toBe('Write it as x.');
});
