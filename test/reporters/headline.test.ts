import type { CheckResult } from '../../src/check/result';
import type { Finding } from '../../src/findings/types';
import {
  findingKinds,
  severities,
  type FindingKind,
  type Severity,
} from '../../src/findings/kinds';
import { isLoss, isOpen } from '../../src/reporters/finding-labels';
import { headline } from '../../src/reporters/headline';
import type { Unplannable } from '../../src/timeline/types';
import { checkResult, finding, scenarioResult } from '../helpers/results';

const of = (...findings: readonly Finding[]): CheckResult =>
  checkResult({ scenarios: [scenarioResult({ findings })] });

/** A finding whose plan was measured to touch this many pages, or one without a measurement. */
function found(
  kind: FindingKind,
  severity: Severity,
  { pages, allowed, label = 'common' }: { pages?: number; allowed?: boolean; label?: string } = {},
): Finding {
  return finding('orders', {
    kind,
    severity,
    case: label,
    at: 1e6,
    ...(allowed === true ? { allowed: 'a reason' } : {}),
    ...(pages === undefined
      ? {}
      : {
          measured: {
            sizes: [1e5],
            at: 1e7,
            extrapolated: true,
            plan: { work: pages, pages, rowsHandled: 0, slope: 1 },
            resultRows: 20,
            resultSlope: 0,
          },
        }),
  });
}

test.each<[string, CheckResult, string]>([
  ['nothing', checkResult(), 'No index is lost up to 1B rows.'],
  ['no scenario', checkResult({ scenarios: [] }), 'There was no scenario to check.'],
  [
    'a scenario that could not run',
    checkResult({ scenarios: [], problems: [{ scenario: 'a', message: 'b' }] }),
    '1 scenario could not run.',
  ],
  [
    'queries that cannot be planned',
    checkResult({
      scenarios: [
        scenarioResult({
          findings: [found('unplannable', 'error')],
          timelines: [],
          unplannable: [{} as Unplannable],
        }),
      ],
    }),
    'No query could be planned; 1 error.',
  ],
  ['a loss', of(found('index-lost', 'error')), '1 case loses an index before 1B rows.'],
  [
    'two losses',
    of(found('index-lost', 'error'), found('index-lost', 'error', { label: 'rare' })),
    '2 cases lose an index before 1B rows.',
  ],
  [
    'an allowed loss',
    of(found('index-lost', 'error', { allowed: true })),
    '1 case loses an index before 1B rows, and that is accepted.',
  ],
  [
    'an open loss and an allowed one',
    of(
      found('index-lost', 'error'),
      found('index-lost', 'error', { label: 'rare', allowed: true }),
    ),
    '2 cases lose an index before 1B rows, 1 of them accepted.',
  ],
  [
    'a loss that was measured to do no harm',
    of(found('index-lost', 'info', { pages: 3 })),
    'No loss of an index does harm up to 1B rows.',
  ],
  [
    'accepted findings beside a loss that does no harm',
    of(
      found('no-index', 'error', { allowed: true }),
      found('no-index', 'info', { allowed: true }),
      found('index-lost', 'info', { pages: 3 }),
    ),
    'No loss of an index does harm up to 1B rows; 1 finding is accepted.',
  ],
  [
    'a loss that does no harm by the estimates',
    of(found('index-lost', 'info')),
    "By the planner's estimates no loss of an index does harm up to 1B rows.",
  ],
  [
    'an error without a measurement',
    of(found('no-index', 'error'), found('early-stop', 'warning')),
    'orders / common: no index from 1M; 1 warning.',
  ],
  [
    'a measured warning',
    of(found('no-index', 'warning', { pages: 300 }), found('sort-spills', 'info')),
    'orders / common touches 300 pages for 20 rows at 10M rows (extrapolated).',
  ],
  [
    'an error beside a warning of more work',
    of(
      found('no-index', 'warning', { pages: 9e6 }),
      found('index-swapped', 'error', { pages: 5e3 }),
    ),
    'orders / common touches 5k pages for 20 rows at 10M rows (extrapolated); 1 warning.',
  ],
  [
    'losses, and an error of more work',
    of(
      found('index-lost', 'error', { pages: 5e3 }),
      found('work-outgrows-result', 'error', { pages: 9e3, label: 'rare' }),
      found('no-index', 'error', { pages: 7e3, label: 'none' }),
    ),
    'orders / rare touches 9k pages for 20 rows at 10M rows (extrapolated); 1 case loses an index before 1B rows; 1 other error.',
  ],
])('the first line of %s', (_, result, line) => {
  expect(headline(result)).toBe(line);
});

/** Every kind at every severity, measured or not, allowed or not. */
const every = findingKinds.flatMap((kind) =>
  severities.flatMap((severity) =>
    [undefined, 40, 70_000].flatMap((pages) =>
      [true, false].map((allowed) =>
        found(kind, severity, { allowed, ...(pages === undefined ? {} : { pages }) }),
      ),
    ),
  ),
);

describe('of any two findings, the first line', () => {
  // Each pair once, in either order by turns.
  const pairs = every.flatMap((a, i) =>
    every.slice(i).map((b, k): readonly Finding[] => (k % 2 === 0 ? [a, b] : [b, a])),
  );
  const line = (findings: readonly Finding[]): string => headline(of(...findings));
  const open = (findings: readonly Finding[]): readonly Finding[] =>
    findings.filter((each) => isOpen(each) && each.severity !== 'info');

  test('does not call well what has an open error or warning', () => {
    const wrong = pairs.filter((each) => open(each).length > 0 && /^(No |By )/.test(line(each)));
    expect(wrong).toEqual([]);
  });

  test('does not say that no index is lost where a case loses one', () => {
    const wrong = pairs.filter((each) => each.some(isLoss) && line(each).includes('No index'));
    expect(wrong).toEqual([]);
  });

  test('names the most measured work of the worst severity', () => {
    const wrong = pairs.filter((each) => {
      const [worst = 'info'] = severities.filter((severity) =>
        open(each).some((one) => one.severity === severity),
      );
      const works = open(each)
        .filter(({ severity }) => severity === worst)
        .flatMap(({ measured }) => measured?.plan.pages ?? []);
      const pages = Math.max(...works);
      return works.length > 0 && !line(each).includes(pages === 40 ? '40 pages' : '70k pages');
    });
    expect(wrong).toEqual([]);
  });
});

test('a few rows of the sizes that were run are not said of another row count', () => {
  const one = found('work-outgrows-result', 'error', { pages: 70_000 });
  const lineOf = (finding: Finding): string =>
    headline(checkResult({ scenarios: [scenarioResult({ findings: [finding] })] }));
  expect(lineOf(one)).toContain('touches 70k pages for 20 rows at 10M rows (extrapolated)');
  const { measured } = one;
  if (measured === undefined) throw new Error('not measured');
  const few: Finding = { ...one, measured: { ...measured, resultBetween: [1, 7] } };
  expect(lineOf(few)).toContain('touches 70k pages at 10M rows (extrapolated)');
});
