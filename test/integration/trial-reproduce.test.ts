import { readPlannerStatistics } from '../../src/trial/server/statistics';
import { files, meters, petitions, staff } from '../fixtures/trial-scenarios';
import { sharedTestServer, type TestServer } from '../helpers/server';
import { closeOpened, lastWork, measured, tried } from '../helpers/trials';

let server: TestServer;
beforeAll(async () => (server = await sharedTestServer()));
afterAll(async () => {
  await closeOpened();
  await server.close();
});

describe('reproducing an access', () => {
  test('takes the statistics of the large size where hiding indexes does not do', () =>
    tried(
      server,
      staff(),
      async ({ trial, caseOf, targetOf }) => {
        const of = caseOf('well paid / some');
        const target = await targetOf(of.id, 1e6);
        expect(target.plan.accesses.map(({ indexes }) => indexes)).toEqual([['staff_unit'], []]);
        const [run] = (await trial.measure(of, target)).runs;
        expect(measured(run).reproducedBy).toBe('statistics');
        expect(measured(run).plan.accessSignature).toBe(target.plan.accessSignature);
        const freely = await trial.measure(of);
        expect(measured(freely.runs[0]).plan.accessSignature).not.toBe(target.plan.accessSignature);
      },
      { sizes: [100] },
    ));

  test('says which access it got instead where nothing leads there', () =>
    tried(
      server,
      staff(),
      async ({ trial, caseOf, targetOf }) => {
        const of = caseOf('well paid / some');
        const found = await trial.measure(of, await targetOf(of.id, 1e6));
        expect(found.reproducedBy).toBe('none');
        expect(found.runs).toMatchObject([
          { outcome: 'not-reproduced', planned: 'Seq Scan (staff)\nSeq Scan (staff@initplan_1)' },
        ]);
      },
      { sizes: [100], statistics: undefined },
    ));

  test('hides the index of a partitioned table with its parts', () =>
    tried(
      server,
      meters(),
      async ({ trial, caseOf }) => {
        const of = caseOf('all of a zone / one');
        const byIndex = measured((await trial.measure(of)).runs[0]);
        expect(byIndex.plan.accessSignature).toBe('Index Scan meters_zone (meters): on zone');
        const full = await trial.tryCandidate(of, {
          settings: { enable_bitmapscan: 'off', enable_indexscan: 'off' },
        });
        const { plan } = measured(full.runs[0]);
        const hidden = await trial.measure(of, { plan, scale: 10_000 });
        expect(measured(hidden.runs[0])).toMatchObject({
          reproducedBy: 'hidden',
          hiddenIndexes: ['meters_zone'],
        });
        const [occurrence] = measured(hidden.runs[0]).occurrences;
        expect(occurrence).toMatchObject({
          occurrence: 'meters/public.meters',
          rowsHandled: 10_000,
        });
      },
      { sizes: [10_000] },
    ));

  test('runs the generic plan where a check plans it', () =>
    tried(
      server,
      petitions(),
      async ({ trial, caseOf, targetOf }) => {
        const of = caseOf('urgent / one');
        const found = await trial.measure(of, await targetOf(of.id, 1e6));
        expect(found.signature).toBe('Seq Scan (petitions)');
        expect(measured(found.runs[0]).figures.rowsHandled).toBe(10_000);
        const custom = await trial.tryCandidate(of, {
          rewrite: () => ({
            sql: 'select id from petitions where town = 7 and urgent',
            parameters: [],
          }),
        });
        expect(lastWork(custom)).toBeLessThan(5);
      },
      { sizes: [10_000] },
    ));

  test('runs statements under the role of the scenario, and leads the planner as a superuser', () =>
    tried(
      server,
      files(),
      async ({ trial, caseOf }) => {
        const of = caseOf('newest / default');
        const byBranch = measured((await trial.measure(of)).runs[0]);
        expect(byBranch.plan.accessSignature).toBe('Index Scan files_branch (files): on branch');
        const without = await trial.tryCandidate(of, { ddl: ['drop index files_branch'] });
        const { plan } = measured(without.runs[0]);
        const led = measured((await trial.measure(of, { plan, scale: 10_000 })).runs[0]);
        expect(led.hiddenIndexes).toEqual(['files_added', 'files_branch', 'files_pkey']);
        // The policy shows no row, and the scan filters them all.
        expect(led.figures).toMatchObject({ rowsReturned: 0, rowsHandled: 10_000 });
      },
      { sizes: [10_000] },
    ));

  // A partial index among them, whose rows ANALYZE guesses by a sample that chance draws.
  test('plans with the statistics of the virtual tables', () =>
    tried(
      server,
      petitions(),
      async ({ trial, caseOf, statistics }) => {
        const [size = 0] = trial.sizes;
        const { relations, columns } = await statistics(size);
        const found = await trial.inspect(size, caseOf('urgent / one'), ({ connection }) =>
          readPlannerStatistics(connection),
        );
        expect(found).toMatchObject({ relations, columns });
      },
      { sizes: [10_000] },
    ));
});
