import { finding } from '../../src/findings/finding';
import { applyLevels, unusedAllowances } from '../../src/findings/apply-levels';
import type { Finding } from '../../src/findings/types';
import { access, planOf, query, scenario, timeline } from '../helpers/timelines';

const of = timeline(() => planOf({ cost: 1, rows: 1 }, [access()]));
const lost: Finding = {
  ...finding(of, 'index-lost', { why: '', advice: '', index: 'a, b', relation: 'orders' }),
};
const parallel = finding(of, 'parallel-starts', { why: '', advice: '' });

test('a finding gets the position of its query', () => {
  expect(applyLevels(scenario(), [lost])[0]?.position?.line).toBe(7);
});

test('the level of a kind is its severity, of the query before that of the scenario', () => {
  const quiet = scenario([query()], { 'index-lost': 'warning', 'parallel-starts': 'off' });
  expect(applyLevels(quiet, [lost, parallel])).toMatchObject([{ severity: 'warning' }]);
  const own = scenario([query({ rules: { 'index-lost': 'error' } })], { 'index-lost': 'off' });
  expect(applyLevels(own, [lost])).toMatchObject([{ severity: 'error' }]);
});

test('a graded finding that does no harm stays a note, and a plain one is raised', () => {
  const strict = scenario([query()], { 'index-lost': 'error', 'parallel-starts': 'error' });
  const severities = applyLevels(strict, [{ ...lost, severity: 'info' }, parallel]).map(
    (each) => each.severity,
  );
  expect(severities).toEqual(['error', 'info']);
  const off = scenario([query()], { 'index-lost': 'off' });
  expect(applyLevels(off, [{ ...lost, severity: 'info' }])).toEqual([]);
});

test('an allowance covers its kind, its cases, and one index or relation', () => {
  const allowed = (allow: object) =>
    applyLevels(scenario([query({ allow: { kind: 'index-lost', reason: 'known', ...allow } })]), [
      lost,
    ])[0]?.allowed;
  expect(allowed({})).toBe('known');
  expect(allowed({ kind: 'no-index' })).toBeUndefined();
  expect(allowed({ cases: ['rare'] })).toBeUndefined();
  expect(allowed({ cases: ['rare', 'common'] })).toBe('known');
  expect(allowed({ on: 'b' })).toBe('known');
  expect(allowed({ on: 'orders' })).toBe('known');
  expect(allowed({ on: 'c' })).toBeUndefined();
});

test('an allowance that covers nothing is told', () => {
  const unused = { kind: 'no-index', reason: 'gone' } as const;
  const of = scenario([query({ allow: [{ kind: 'index-lost', reason: 'known' }, unused] })]);
  expect(unusedAllowances(of, [lost])).toEqual([
    { scenario: 'shop', query: 'orders', allowance: unused },
  ]);
});

test('the worst come first, then the order of the scenario, and settling twice changes nothing', () => {
  const two = scenario([
    query({}, 'orders'),
    query({ allow: { kind: 'index-lost', reason: 'r' } }, 'items'),
  ]);
  const items = { ...lost, query: 'items' };
  const rare = { ...lost, case: 'rare' };
  const settled = applyLevels(two, [parallel, items, rare, lost]);
  expect(settled.map((each) => `${each.kind} ${each.query} ${each.case}`)).toEqual([
    'index-lost orders common',
    'index-lost orders rare',
    'index-lost items common',
    'parallel-starts orders common',
  ]);
  expect(applyLevels(two, settled)).toEqual(settled);
});

test('a finding on no query of the scenario is kept', () => {
  expect(applyLevels(scenario(), [{ ...lost, query: '' }])).toHaveLength(1);
});
