import { withTriedAdvice } from '../../src/findings/tried-advice';
import type { Finding } from '../../src/findings/types';

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
  suggestion: { text },
  outcome,
  text,
  trial,
});

test('advice that helps takes the place of a guess', () => {
  const tried = [change('no-gain', 'one'), change('helps', 'With "two": 3 pages.')];
  expect(withTriedAdvice(lost, tried).advice).toBe('With "two": 3 pages.');
});

test('where nothing helps, what was tried is told', () => {
  const tried = [change('no-gain', '"one" (no)'), change('refused', '"two" (refused)')];
  expect(withTriedAdvice(lost, tried).advice).toBe(
    'Tried without success: "one" (no); "two" (refused).',
  );
});

test.each([
  ['nothing was tried', lost, []],
  ['it was tried in another condition', lost, [change('helps', 'x', 'stale')]],
  ['the finding is a note', { ...lost, severity: 'info' }, [change('helps', 'x')]],
  ['the finding is of a sort', { ...lost, kind: 'sort-spills' }, [change('helps', 'x')]],
] as const)('a finding keeps its advice where %s', (_, finding, tried) => {
  expect(withTriedAdvice(finding as Finding, tried)).toBe(finding);
});
