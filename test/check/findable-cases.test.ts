import { findableCases } from '../../src/check/findable-cases';
import type { MeasuredCase } from '../../src/findings/evidence';
import type { Finding } from '../../src/findings/types';
import type { MeasuredRun } from '../../src/trial/types';

const sizes = [10_000, 30_000, 100_000];

function run(size: number, rowsReturned: number): MeasuredRun {
  const work = size / 100;
  return {
    outcome: 'measured',
    size,
    statement: { sql: 'select', parameters: [] },
    reproducedBy: 'planned',
    hiddenIndexes: [],
    settings: {},
    sameJoins: true,
    plan: { accessSignature: 'seq' } as MeasuredRun['plan'],
    figures: { pages: work, tempPages: 0, rowsHandled: 0, rowsReturned, work },
    nodes: [],
    occurrences: [],
  };
}

function measured(label: string, rows: (size: number) => number = () => 10): MeasuredCase {
  const runs = sizes.map((size) => run(size, rows(size)));
  const trial = { case: `q / ${label}`, reproducedBy: 'planned', runs, functions: [] } as const;
  return { query: 'q', case: label, accesses: new Map([['seq', trial]]), runnersUp: [], tried: [] };
}

const findingOf = (
  of: MeasuredCase,
  kind: 'work-outgrows-result' | 'plan-depends-on-sample' = 'work-outgrows-result',
  severity: Finding['severity'] = 'warning',
): Finding => ({
  kind,
  scenario: 's',
  query: of.query,
  case: of.case,
  condition: 'fresh',
  severity,
  why: '',
  advice: '',
});

const is = (label: string) => ({ query: 'q', label });

test('a case is findable by its finding, or by the one it would have beside a plan that does no work', () => {
  const cases = ['found', 'avoidable', 'fine'].map((label) => measured(label));
  const isFindable = findableCases(cases, (all) =>
    all
      .filter(
        ({ case: label, tried: [best] }) =>
          label === 'found' || (label === 'avoidable' && best !== undefined),
      )
      .map((each) => findingOf(each)),
  );
  expect(['found', 'avoidable', 'fine'].map((label) => isFindable(is(label)))).toEqual([
    true,
    true,
    false,
  ]);
});

test('the made-up plan returns the rows of the case at every size, for the work of one row', () => {
  const seen: MeasuredCase[] = [];
  findableCases([measured('c')], (all) => {
    seen.push(...all);
    return [];
  });
  const [change] = seen.at(-1)?.tried ?? [];
  expect(change?.outcome).toBe('helps');
  expect(change?.trial.runs).toMatchObject(
    sizes.map((size) => ({ size, figures: { pages: 0, rowsReturned: 10, work: 0.01 } })),
  );
});

test('notes, and findings that never print what was tried, make no case findable', () => {
  const cases = [measured('c')];
  expect(findableCases(cases, () => [])(is('c'))).toBe(false);
  for (const [kind, severity] of [
    ['work-outgrows-result', 'info'],
    ['plan-depends-on-sample', 'warning'],
  ] as const) {
    const judge = (all: readonly MeasuredCase[]) =>
      all.map((each) => findingOf(each, kind, severity));
    expect(findableCases(cases, judge)(is('c'))).toBe(false);
  }
});

test('a case of which a size has no run that finds rows stays findable', () => {
  const late = measured('late', (size) => (size < 30_000 ? 0 : 10));
  const unfinished: MeasuredCase = {
    ...measured('unfinished'),
    accesses: new Map([
      [
        'seq',
        {
          case: 'q / unfinished',
          reproducedBy: 'planned',
          functions: [],
          runs: [
            run(10_000, 10),
            {
              outcome: 'at-least',
              size: 30_000,
              statement: { sql: 'select', parameters: [] },
              limit: 'work',
              work: 100_000,
            },
          ],
        },
      ],
    ]),
  };
  const isFindable = findableCases([late, unfinished], () => []);
  expect(isFindable(is('late'))).toBe(true);
  expect(isFindable(is('unfinished'))).toBe(true);
});
