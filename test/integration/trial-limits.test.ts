import type { TrialOptions } from '../../src/trial/options';
import { growthOf } from '../../src/trial/summary';
import type { TrialRun } from '../../src/trial/types';
import { letters, parcels, strikes } from '../fixtures/trial-scenarios';
import { sharedTestServer, type TestServer } from '../helpers/server';
import { closeOpened, lastWork, measured, tried, workSlope } from '../helpers/trials';

let server: TestServer;
beforeAll(async () => (server = await sharedTestServer()));
afterAll(async () => {
  await closeOpened();
  await server.close();
});

describe('a statement that writes', () => {
  test('leaves no trace, in rows and in later figures', () =>
    tried(server, parcels(), async ({ trial, caseOf }) => {
      const weigh = caseOf('weigh / few');
      const first = await trial.measure(weigh);
      expect(measured(first.runs[0]).figures).toMatchObject({ rowsReturned: 40 });
      const again = await trial.tryCandidate(weigh, {});
      expect(again.runs).toEqual(first.runs);
    }));

  test('has the work of foreign keys in its figures', () =>
    tried(server, parcels(), async ({ trial, caseOf }) => {
      const found = await trial.measure(caseOf('remove / one'));
      expect(workSlope(found)).toBeGreaterThan(0.8);
      expect(measured(found.runs.at(-1)).figures.triggers?.rowsHandled).toBeGreaterThanOrEqual(
        30_000,
      );
      const cured = await trial.tryCandidate(caseOf('remove / one'), {
        ddl: ['create index on scans (parcel_id)'],
      });
      expect(lastWork(cured)).toBeLessThan(lastWork(found) / 10);
    }));

  test('by a function of the schema names the function', () =>
    tried(
      server,
      parcels(),
      async ({ trial, caseOf }) => {
        const found = await trial.measure(caseOf('note / one'));
        expect(found.functions).toEqual(['public.noted']);
        expect(measured(found.runs[0]).figures.rowsReturned).toBe(1);
      },
      { sizes: [3_000] },
    ));
});

describe('limits', () => {
  test('a run that is expected to pass the limit of work is not started', () =>
    tried(
      server,
      letters(),
      async ({ trial, caseOf, targetOf }) => {
        const of = caseOf('last of a box / empty');
        const found = await trial.measure(of, await targetOf(of.id, 1e7));
        expect(found.runs.map(({ size, outcome }) => [size, outcome])).toEqual([
          [300, 'measured'],
          [1_000, 'measured'],
          [3_000, 'measured'],
          [10_000, 'at-least'],
          [30_000, 'at-least'],
        ]);
        const least = found.runs.at(-1);
        expect(least).toMatchObject({ limit: 'work', work: measured(found.runs[2]).figures.work });
        expect(growthOf(found, ({ work }) => work)?.at(3_000_000).extrapolated).toBe(true);
      },
      { limits: { work: 150 } },
    ));

  test('a run that is cancelled counts for what it did, and not beyond the limit of work', () =>
    tried(
      server,
      strikes(),
      async ({ trial, caseOf, targetOf }) => {
        const of = caseOf('hit / default');
        const found = await trial.measure(of, await targetOf(of.id, 2e7));
        const [run] = found.runs;
        expect(run).toMatchObject({ outcome: 'at-least', limit: 'time', reproducedBy: 'hidden' });
        expect(run?.outcome === 'at-least' && run.work).toBeLessThanOrEqual(20_000);
        expect(run?.outcome === 'at-least' && run.work).toBeGreaterThan(0);
      },
      { sizes: [30_000], limits: { time: 200, work: 20_000 } },
    ));

  test('a run that ends after far more than the limit of work counts as one that does not end', async () => {
    const runAt = async (limits: TrialOptions['limits']): Promise<TrialRun | undefined> => {
      let last: TrialRun | undefined;
      await tried(
        server,
        strikes(),
        async ({ trial, caseOf, targetOf }) => {
          const of = caseOf('hit / default');
          last = (await trial.measure(of, await targetOf(of.id, 2e7))).runs.at(-1);
        },
        { sizes: [3_000], limits: { time: 600_000, ...limits } },
      );
      return last;
    };
    const free = measured(await runAt({ work: Infinity }));
    const farAbove = free.figures.work * 0.9;
    expect(free.plan.cost).toBeLessThan(farAbove);
    expect(await runAt({ work: farAbove / 10 })).toMatchObject({
      outcome: 'at-least',
      limit: 'work',
    });
  });

  test('a plan that seems far beyond the limit of work is run at smaller sizes first', () =>
    tried(
      server,
      strikes(),
      async ({ trial, caseOf, targetOf }) => {
        const found = await trial.measure(
          caseOf('hit / default'),
          await targetOf('hit / default', 2e7),
        );
        expect(found.runs.map(({ size, outcome }) => [size, outcome])).toEqual([
          [3_000, 'measured'],
          [10_000, 'at-least'],
          [30_000, 'at-least'],
        ]);
        const { work } = measured(found.runs[0]).figures;
        expect(found.runs.slice(1)).toMatchObject([
          { limit: 'work', work },
          { limit: 'work', work },
        ]);
      },
      { sizes: [30_000], limits: { work: 50 } },
    ));
});
