import { github } from '../../src/reporters/github';
import type { CheckResult } from '../../src/check/result';
import { checkResult, finding, matched, paper, scenarioResult, shop } from '../helpers/results';

function lines(result: CheckResult): string[] {
  const page = paper();
  github(result, page, { root: '/repo' });
  return page.text().trimEnd().split('\n');
}

const withFindings = (...findings: ReturnType<typeof finding>[]): CheckResult =>
  checkResult({ scenarios: [scenarioResult({ findings })] });

test('findings stand at their query, from the root of the repository', () => {
  expect(lines(shop())).toEqual([
    '::error file=scenarios/web-shop.ts,line=42,col=5,title=newest-orders-by-status / common%3A index lost at 41.2M::The planner expects more matching rows than the index can serve cheaply.%0ATry "create index on orders (status, created_at)".%0ASee docs/findings/index-lost.md in the plancliff package',
    '::warning file=scenarios/web-shop.ts,line=42,col=5,title=search-customers / common%3A no index::The planner expects more matching rows than the index can serve cheaply.%0ATry "create index on orders (status, created_at)".%0ASee docs/findings/no-index.md in the plancliff package',
    'plancliff: 2 cases lose an index before 1B rows, 1 of them accepted; 1 warning. Fix the queries above or their indexes, or give an "allow" with a reason; then run (-u accepts them as they are): plancliff check web-shop',
  ]);
});

test('what GitHub would read as its own is escaped', () => {
  const [line] = lines(
    withFindings(
      finding('a%b,c:d', {
        kind: 'index-lost',
        why: '7.5 % of\r\nall::error::rows',
        position: { file: '/repo/a,b:c%/x.ts', line: 1, column: 2 },
      }),
    ),
  );
  expect(line).toBe(
    '::error file=a%2Cb%3Ac%25/x.ts,line=1,col=2,title=a%25b%2Cc%3Ad / common%3A index lost::7.5 %25 of%0D%0Aall::error::rows%0ATry "create index on orders (status, created_at)".%0ASee docs/findings/index-lost.md in the plancliff package',
  );
});

test('a query name cannot write a command of its own', () => {
  const result = checkResult({
    scenarios: [],
    problems: [{ scenario: 'x\n::error::y', message: '1\n::warning::2' }],
  });
  expect(lines(result).filter((line) => line.startsWith('::'))).toHaveLength(1);
  expect(lines(result)).toHaveLength(2);
});

test('the tenth annotation of a type says which ones GitHub would not show', () => {
  const findings = Array.from({ length: 25 }, (_, i) => finding(`q${i}`, { kind: 'index-lost' }));
  const warnings = findings.slice(0, 10).map((each) => ({ ...each, severity: 'warning' as const }));
  const written = lines(withFindings(...findings, ...warnings));
  expect(written.filter((line) => line.startsWith('::error'))).toHaveLength(10);
  expect(written.filter((line) => line.startsWith('::warning'))).toHaveLength(10);
  expect(written[9]).toMatch(
    /^::error title=plancliff%3A 16 more errors::.*q9 \/ common: index lost%0A.*q24/,
  );
});

test('notes are left out, but for those that ask to be accepted', () => {
  const written = lines(
    withFindings(
      finding('a', { kind: 'parallel-starts', severity: 'info' }),
      finding('b', { kind: 'cliff-gone', severity: 'info' }),
      finding('c', { kind: 'index-lost', allowed: 'so be it' }),
    ),
  );
  expect(written.filter((line) => line.startsWith('::'))).toEqual([
    expect.stringMatching(/^::notice .*title=b \/ common%3A cliff gone::/),
  ]);
});

test('notes on how a case reads its tables reach GitHub, unless the plan was measured to do no more', () => {
  const work = (pages: number) => ({ work: pages, pages, rowsHandled: 1, slope: 0 });
  const measured = (now: number, before: number) => ({
    sizes: [1e4, 1e5],
    at: 1e6,
    extrapolated: true,
    plan: work(now),
    other: work(before),
    resultRows: 1,
    resultSlope: 0,
  });
  const note = (query: string, parts: object) =>
    finding(query, { kind: 'index-lost', severity: 'info', ...parts });
  const written = lines(
    withFindings(
      note('unknown', {}),
      note('small', { measured: measured(90, 9) }),
      note('acquitted', { measured: measured(9, 90) }),
    ),
  );
  expect(written.filter((line) => line.startsWith('::notice'))).toEqual([
    expect.stringContaining('unknown'),
    expect.stringContaining('small'),
  ]);
});

test('snapshots that fail the run are annotated', () => {
  const snapshot = { ...matched, state: 'missing' as const, added: 2, fails: true };
  const result = checkResult({
    scenarios: [
      scenarioResult({ snapshot }),
      scenarioResult({ snapshot: { ...matched, obsolete: ['a / b'], fails: true } }),
    ],
    obsoleteSnapshots: ['snapshots/old.snap'],
  });
  expect(lines(result).slice(0, 3)).toEqual([
    '::error title=plancliff%3A snapshot missing::2 cases not written to snapshots/web-shop.snap: new snapshots are refused in CI.',
    '::error file=snapshots/web-shop.snap,title=plancliff%3A snapshot obsolete::1 case obsolete in snapshots/web-shop.snap: a / b.',
    '::warning file=snapshots/old.snap,title=plancliff%3A snapshot obsolete::snapshots/old.snap has no scenario.',
  ]);
});

test('snapshots of a package in a larger repository stand at their own place', () => {
  const page = paper();
  const result = checkResult({
    scenarios: [],
    obsoleteSnapshots: ['snapshots/old.snap'],
  });
  github(result, page, { root: '/repo', cwd: '/repo/packages/shop' });
  expect(page.text()).toContain('file=packages/shop/snapshots/old.snap,');
});
