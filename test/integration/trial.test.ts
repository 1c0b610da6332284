import { alerts, invoices, letters } from '../fixtures/trial-scenarios';
import { sharedTestServer, type TestServer } from '../helpers/server';
import {
  closeOpened,
  beforeAndAfter,
  lastWork,
  measured,
  sizes,
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
  test('an early stop reads everything where no row matches', () =>
    tried(server, alerts(), async (given) => {
      const { before, after } = await beforeAndAfter(given, 'labelled / absent', [1_000, 3e6]);
      expect(after.signature).toBe('Seq Scan (alerts)');
      expect(workSlope(after)).toBeCloseTo(1, 1);
      expect(workSlope(before)).toBeLessThan(0.3);
      expect(lastWork(after) / lastWork(before)).toBeGreaterThan(50);
      expect(measured(after.runs.at(-1)).figures.rowsReturned).toBe(0);
    }));

  test('a walk of the key that is bounded by nothing', () =>
    tried(server, letters(), async (given) => {
      const { before, after } = await beforeAndAfter(given, 'last of a box / empty', [3_000, 1e7]);
      expect(after.signature).toBe('Index Scan Backward letters_pkey (letters): filter box');
      const run = measured(after.runs.at(-1));
      expect(run.plan.accessSignature).toBe(after.signature);
      expect(run.hiddenIndexes).toEqual(['letters_box']);
      expect(workSlope(after)).toBeGreaterThan(0.9);
      expect(workSlope(before)).toBeLessThan(0.3);
      expect(lastWork(after) / lastWork(before)).toBeGreaterThan(100);
    }));

  test('a look-up by key stays what it is', () =>
    tried(server, letters(), async ({ trial, caseOf, targetOf }) => {
      const found = await trial.measure(
        caseOf('by key / one'),
        await targetOf('by key / one', 1e8),
      );
      expect(found.reproducedBy).toBe('planned');
      expect(workSlope(found)).toBeLessThan(0.2);
      expect(lastWork(found)).toBeLessThan(5);
    }));
});

describe('figures', () => {
  test('are the same in every trial', () =>
    tried(server, alerts(), async ({ trial, caseOf, targetOf }) => {
      const of = caseOf('labelled / absent');
      const target = await targetOf(of.id, 3e6);
      const first = [await trial.measure(of), await trial.measure(of, target)];
      await tried(
        server,
        alerts(),
        async (other) => {
          const again = [await other.trial.measure(of), await other.trial.measure(of, target)];
          expect(again).toEqual(first);
        },
        {},
      );
    }));

  test('come with the rows that the planner expected of each node', () =>
    tried(server, letters(), async ({ trial, caseOf, targetOf }) => {
      const of = caseOf('last of a box / empty');
      const found = await trial.measure(of, await targetOf(of.id, 1e7));
      const [, walk] = measured(found.runs.at(-1)).nodes;
      expect(walk).toMatchObject({
        type: 'Index Scan',
        index: 'letters_pkey',
        actualRows: 0,
        removedRows: 30_000,
        rowsHandled: 30_000,
      });
      expect(walk?.estimatedRows).toBeGreaterThan(10);
      expect(measured(found.runs.at(-1)).occurrences).toMatchObject([
        { occurrence: 'letters/public.letters', rowsHandled: 30_000, rowsReturned: 0 },
      ]);
    }));

  test('of an access are read once', () =>
    tried(
      server,
      letters(),
      async ({ trial, caseOf, targetOf }) => {
        const of = caseOf('by key / one');
        const first = trial.measure(of, await targetOf(of.id, 1e6));
        expect(trial.measure(of, await targetOf(of.id, 1e7))).toBe(first);
        await first;
      },
      { sizes: [3_000] },
    ));

  test('leaves indexes, statistics and settings as they were', () =>
    tried(server, letters(), async ({ trial, caseOf, targetOf }) => {
      const of = caseOf('last of a box / empty');
      const first = await trial.measure(of);
      await trial.measure(of, await targetOf(of.id, 1e7));
      const again = await trial.tryCandidate(of, {});
      expect(again.runs).toEqual(first.runs);
    }));
});

describe('a candidate', () => {
  test('that was tried at the largest size is not tried there again', () =>
    tried(server, letters(), async ({ trial, caseOf }) => {
      const of = caseOf('last of a box / empty');
      const candidate = { ddl: ['create index on letters (box, id desc)'] };
      const largest = await trial.tryCandidate(of, candidate, undefined, [30_000]);
      const all = await trial.tryCandidate(of, candidate);
      expect(all.runs.map(({ size }) => size)).toEqual(sizes);
      expect(all.runs.at(-1)).toBe(largest.runs[0]);
      expect(all.costs.map(({ size }) => size)).toEqual(sizes);
      expect(all.taken).toEqual(sizes);
    }));

  test('index on an expression brings the statistics of the expression, and no others anew', () =>
    tried(
      server,
      letters(),
      async ({ trial, caseOf }) => {
        const of = caseOf('last of a box / common');
        const usual = measured((await trial.measure(of)).runs[0]);
        const found = await trial.tryCandidate(of, {
          ddl: ['create index on letters ((box % 10))'],
          rewrite: () => ({ sql: 'select * from letters where box % 10 = 3', parameters: [] }),
        });
        const [read] = measured(found.runs[0]).nodes;
        // Without statistics the planner takes half a percent.
        expect((read?.estimatedRows ?? 0) / 1_000).toBeCloseTo(1, 0);
        expect(measured((await trial.tryCandidate(of, {})).runs[0])).toEqual(usual);
      },
      { sizes: [10_000] },
    ));

  test('index is taken, measured and gone', () =>
    tried(server, letters(), async ({ trial, caseOf, targetOf }) => {
      const of = caseOf('last of a box / empty');
      const without = await trial.measure(of, await targetOf(of.id, 1e7));
      const found = await trial.tryCandidate(of, {
        ddl: ['create index concurrently on letters (box, id desc)'],
      });
      expect(found.taken).toEqual(sizes);
      expect(found.costs.at(-1)).toMatchObject({ indexes: ['letters_box_id_idx'] });
      expect(found.costs.at(-1)?.bytes).toBeGreaterThan(0);
      expect(lastWork(found)).toBeLessThan(lastWork(without) / 100);
      const after = await trial.tryCandidate(of, {});
      expect(measured(after.runs.at(-1)).plan.accessSignature).toMatch(/letters_box /);
    }));

  test('that the server refuses makes a failed run', () =>
    tried(
      server,
      letters(),
      async ({ trial, caseOf }) => {
        const of = caseOf('by key / one');
        const found = await trial.tryCandidate(of, { ddl: ['create index on letters (nothing)'] });
        expect(found.runs).toMatchObject([
          { outcome: 'failed', message: 'column "nothing" does not exist' },
        ]);
        expect((await trial.measure(of)).reproducedBy).toBe('planned');
      },
      { sizes: [3_000] },
    ));

  test('n_distinct, statistics and texts change what is planned and nothing else', () =>
    tried(
      server,
      invoices(),
      async ({ trial, caseOf }) => {
        const of = caseOf('one region and agent / some');
        const usual = measured((await trial.measure(of)).runs[0]);
        const distinct = await trial.tryCandidate(of, {
          distinct: [{ relation: 'invoices', column: 'note', value: 5 }],
          rewrite: () => ({ sql: "select * from invoices where note = 'n'", parameters: [] }),
        });
        expect(measured(distinct.runs[0]).nodes[0]?.estimatedRows).toBeGreaterThan(5_000);
        const joint = await trial.tryCandidate(of, {
          ddl: ['create statistics on region, agent from invoices'],
          rewrite: () => ({
            sql: 'select region, agent from invoices group by region, agent',
            parameters: [],
          }),
        });
        const groups = measured(joint.runs[0]);
        const missed = groups.figures.rowsReturned / (groups.nodes[0]?.estimatedRows ?? 0);
        expect(missed).toBeCloseTo(1, 1);
        expect(measured((await trial.tryCandidate(of, {})).runs[0])).toEqual(usual);
      },
      { sizes: [30_000] },
    ));
});
