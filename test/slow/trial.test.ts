import type { Case } from '../../src/scenario/types';
import { growthOf } from '../../src/trial/summary';
import { casesOf } from '../helpers/world';
import { batches, invoices, letters, strikes } from '../fixtures/trial-scenarios';
import { sharedTestServer, type TestServer } from '../helpers/server';
import {
  closeOpened,
  type Given,
  beforeAndAfter,
  lastWork,
  measured,
  tried,
  workSlope,
} from '../helpers/trials';

let server: TestServer;
beforeAll(async () => (server = await sharedTestServer()));
afterAll(async () => {
  await closeOpened();
  await server.close();
});

describe('work of a plan that was found at a large size', () => {
  test('a join filter that takes the place of an index condition: rows count, and not pages alone', () =>
    tried(server, strikes(), async (given) => {
      const { before, after } = await beforeAndAfter(given, 'hit / default', [10_000, 2e7]);
      const [fewest] = after.runs.filter(({ outcome }) => outcome === 'measured');
      const [indexed] = before.runs.filter(({ size }) => size === fewest?.size);
      const at = measured(fewest).figures;
      const byIndex = measured(indexed ?? before.runs[0]).figures;
      expect(at.pages).toBeLessThan(byIndex.pages);
      expect(at.rowsHandled / byIndex.rowsHandled).toBeGreaterThan(100);
      expect(workSlope(after)).toBeGreaterThan(0.9);
      expect(workSlope(before)).toBeLessThan(0.5);
    }));

  test('groups that ANALYZE takes for fewer and larger', () =>
    tried(server, batches(), async (given) => {
      const { before, after } = await beforeAndAfter(
        given,
        'some batches / default',
        [30_000, 6e6],
      );
      expect(after.signature).toBe('Seq Scan (readings)');
      expect(after.reproducedBy).toBe('hidden');
      expect(workSlope(after)).toBeCloseTo(1, 1);
      expect(workSlope(before)).toBeLessThan(0.3);
      expect(lastWork(after) / lastWork(before)).toBeGreaterThan(5);
    }));

  test('an export of a tenth of the table costs the same with its index', () =>
    tried(server, invoices(), async ({ trial, caseOf }) => {
      const of = caseOf('export the open / default');
      const index = await trial.tryCandidate(of, { settings: { enable_seqscan: 'off' } });
      const scan = await trial.tryCandidate(of, {
        settings: { enable_indexscan: 'off', enable_bitmapscan: 'off' },
      });
      expect(measured(index.runs.at(-1)).plan.accessSignature).toMatch(/invoices_state/);
      expect(measured(scan.runs.at(-1)).plan.accessSignature).toBe('Seq Scan (invoices)');
      expect(lastWork(scan) / lastWork(index)).toBeLessThan(1.5);
      const rows = growthOf(scan, ({ rowsReturned }) => rowsReturned)?.slope ?? 0;
      expect(Math.abs(workSlope(scan) - rows)).toBeLessThan(0.1);
    }));
});

describe('limits', () => {
  test('no larger size is run after a run that was cancelled', () =>
    tried(
      server,
      strikes(),
      async ({ trial, caseOf, targetOf }) => {
        const found = await trial.measure(
          caseOf('hit / default'),
          await targetOf('hit / default', 2e7),
        );
        const [first, ...larger] = found.runs;
        expect(first).toMatchObject({ outcome: 'at-least', limit: 'time' });
        const work = first?.outcome === 'at-least' ? first.work : 0;
        expect(work).toBeGreaterThan(0);
        expect(
          larger.map((run) => run.outcome === 'at-least' && [run.size, run.limit, run.work]),
        ).toEqual([
          [10_000, 'work', work],
          [30_000, 'work', work],
          [60_000, 'work', work],
        ]);
      },
      { sizes: [30_000, 60_000], limits: { time: 200, work: 20_000 } },
    ));
});

describe('a candidate', () => {
  test('a raised statistics target reads every row, so that its estimates are no luck of a sample', () =>
    tried(
      server,
      invoices(),
      async ({ trial, caseOf }) => {
        const of = caseOf('one region and agent / some');
        const estimates = new Set<number | undefined>();
        for (let k = 0; k < 3; k++) {
          // By itself a target of 20 reads 6,000 of the 30,000 rows.
          const found = await trial.tryCandidate(of, {
            statisticsTargets: [{ relation: 'invoices', column: 'region', value: 20 }],
            rewrite: () => ({
              sql: 'select note from invoices where region < 137',
              parameters: [],
            }),
          });
          estimates.add(measured(found.runs[0]).nodes[0]?.estimatedRows);
        }
        expect([...estimates]).toHaveLength(1);
      },
      { sizes: [30_000] },
    ));
});

test('runs at the largest size that go on side by side have the figures of runs one after the other', async () => {
  const figures = async (sideBySide: boolean): Promise<unknown> => {
    let found: readonly unknown[] = [];
    const work = async ({ trial, caseOf }: Given): Promise<void> => {
      const cases = casesOf(letters()).map(({ id }) => caseOf(id));
      const run = async (of: Case): Promise<unknown> =>
        (await trial.measure(of)).runs.map((each) => [each.size, measured(each).figures]);
      if (sideBySide) found = await Promise.all(cases.map(run));
      else for (const of of cases) found = [...found, await run(of)];
    };
    await tried(server, letters(), work, {});
    return found;
  };
  expect(await figures(true)).toEqual(await figures(false));
});
