import type { MeasuredCase } from '../../../src/findings/evidence';
import {
  untried,
  withAdviceBeside,
  withTriedAdvice,
} from '../../../src/findings/advice-text/tried-advice';
import type { Finding } from '../../../src/findings/types';

const lost: Finding = {
  kind: 'index-lost',
  scenario: 's',
  query: 'q',
  case: 'c',
  condition: 'fresh',
  severity: 'error',
  why: 'why',
  advice: 'the guess of the rule',
};
const trial = { case: 'q / c', reproducedBy: 'none', runs: [], functions: [] } as const;
const change = (outcome: string, text: string, condition = 'fresh') => ({
  condition,
  suggestion: { kind: 'index', text, reason: 'why' },
  outcome,
  text,
  trial,
});

const measured = (
  tried: readonly ReturnType<typeof change>[],
  rest: Partial<MeasuredCase> = {},
): MeasuredCase => ({ query: 'q', case: 'c', accesses: new Map(), runnersUp: [], tried, ...rest });

const plan = { work: 5_000, pages: 5_000, rowsHandled: 0, slope: 1 };
const figures = {
  sizes: [10_000],
  at: 1e6,
  extrapolated: true,
  plan,
  resultRows: 1,
  resultSlope: 0,
};
const accused: Finding = { ...lost, measured: figures };

test('advice that helps takes the place of a guess', () => {
  const tried = [change('no-gain', 'one'), change('helps', 'With "two": 3 pages.')];
  expect(withTriedAdvice(lost, measured(tried)).advice).toBe('With "two": 3 pages.');
});

test('where nothing helps, what was tried is told', () => {
  const tried = [change('no-gain', '"one" (no)'), change('refused', '"two" (refused)')];
  expect(withTriedAdvice(lost, measured(tried)).advice).toBe(
    'Tried without success: "one" (no); "two" (refused).',
  );
});

test('in another condition, what helped on fresh statistics is told as such', () => {
  const stale: Finding = { ...accused, condition: 'stale' };
  const tried = [change('no-gain', 'one'), change('helps', 'With "two": 3 pages.')];
  expect(withTriedAdvice(stale, measured(tried)).advice).toBe(
    'Tried with fresh statistics: With "two": 3 pages.',
  );
});

test('a guess that was not tried is not given beside measured figures', () => {
  expect(withTriedAdvice(accused, measured([])).advice).toBe('No advice was tried for this plan.');
  expect(withTriedAdvice(accused, measured([], { passedOver: { kind: 'less work' } })).advice).toBe(
    `No advice was tried: other queries of the scenario do more work. "plancliff check s --query 'q'" tries it for this one.`,
  );
  expect(withTriedAdvice(accused, measured([], { passedOver: { kind: 'allowed' } })).advice).toBe(
    'No advice was tried, because an allow covers this case.',
  );
  expect(withTriedAdvice(accused, measured([], { passedOver: { kind: 'accepted' } })).advice).toBe(
    'No advice was tried, because the snapshot accepts this finding. To have it tried, remove the accepted line there.',
  );
});

test('what was tried in vain for another case of the query is told as such', () => {
  const why = { kind: 'same query', leader: 'common', texts: ['"one" (no)'] } as const;
  expect(withTriedAdvice(accused, measured([], { passedOver: why })).advice).toBe(
    'Tried without success for common, which does more work: "one" (no).',
  );
  expect(
    withTriedAdvice(accused, measured([], { passedOver: { kind: 'no suggestion' } })).advice,
  ).toBe('plancliff knows no change to try for this plan.');
});

test.each([
  ['nothing was measured', lost, measured([])],
  ['there was no trial', accused, undefined],
  ['the finding is a note', { ...accused, severity: 'info' }, measured([change('helps', 'x')])],
  ['the finding is of a sort', { ...lost, kind: 'sort-spills' }, measured([change('helps', 'x')])],
] as const)('a finding keeps its advice where %s', (_, finding, of) => {
  expect(withTriedAdvice(finding as Finding, of)).toBe(finding);
});

test('what helps stands beside the figures of another condition, and in place of nothing', () => {
  const differs: Finding = { ...accused, kind: 'condition-differs', advice: 'With x: 3 pages.' };
  const helps = change('helps', 'With "two": 3 pages.');
  const failed = change('no-gain', '"one" (no)');
  expect(withAdviceBeside(differs, measured([failed, helps])).advice).toBe(
    'With x: 3 pages. With "two": 3 pages.',
  );
  const stale: Finding = { ...differs, condition: 'stale', advice: untried };
  expect(withAdviceBeside(stale, measured([helps])).advice).toBe(
    'Tried with fresh statistics: With "two": 3 pages.',
  );
  expect(withAdviceBeside(differs, measured([failed]))).toBe(differs);
  const promise: Finding = { ...lost, kind: 'expectation-broken', advice: 'Lower "upTo".' };
  expect(withTriedAdvice(promise, measured([helps])).advice).toBe(
    'Lower "upTo". With "two": 3 pages.',
  );
  const note: Finding = { ...differs, severity: 'info' };
  expect(withAdviceBeside(note, measured([helps]))).toBe(note);
});
