import fc from 'fast-check';
import { grid, parseScales } from '../../../src/scenario/scales';
import { sweep } from '../../../src/timeline/sweep';
import { access, makeCase, plan, planned } from '../../helpers/plans';

/** Costs of reading by an index and in full as powers of the row count that meet at a row count. */
interface Costs {
  readonly meet: number;
  readonly index: number;
  readonly full: number;
  /** How much dearer a full scan may be and still be chosen: the planner's idea of equal. */
  readonly fuzz: number;
}

/** A sweep over made-up costs; `informed` of the cost of the plan not chosen, or of `wrong` times that. */
async function visitsFor(costs: readonly Costs[], informed: boolean, wrong = 1) {
  const visits: number[] = [];
  const plans = (of: Costs, scale: number) => ({
    index: plan({
      cost: 1e4 * (scale / of.meet) ** of.index,
      accesses: [access({ method: 'index', indexes: ['i'] })],
    }),
    full: plan({ cost: 1e4 * (scale / of.meet) ** of.full }),
  });
  const cases = costs.map((_, i) => makeCase(String(i)));
  const { timelines } = await sweep({
    scenario: 's',
    condition: 'fresh',
    cases,
    scales: grid(parseScales('1k..1b')),
    precision: 0.01,
    scalesAtOnce: 1,
    planAt: (scale, some) => {
      visits.push(scale);
      return Promise.resolve(
        some.map((each) => {
          const of = costs[Number(each.id)] as Costs;
          const { index, full } = plans(of, scale);
          const chosen = full.cost <= index.cost * of.fuzz ? full : index;
          return { ok: true, plan: chosen, statement: { sql: each.id, parameters: [] } };
        }),
      );
    },
    replan: (scale, { sql }, settings) => {
      const { index, full } = plans(costs[Number(sql)] as Costs, scale);
      if (!informed) return Promise.resolve(planned(plan({ cost: 1, accesses: [] })));
      const rival = 'enable_seqscan' in settings ? { ...index, cost: index.cost * wrong } : full;
      return Promise.resolve(planned(rival));
    },
  });
  return { visits: visits.length, timelines };
}

const costs = fc.record({
  meet: fc.double({ min: 4.2, max: 8.8, noNaN: true }).map((log) => 10 ** log),
  index: fc.double({ min: 0.9, max: 1.5, noNaN: true }),
  full: fc.double({ min: 0.3, max: 0.8, noNaN: true }),
  fuzz: fc.constantFrom(0.99, 1, 1.01),
});

test('a change is found within the precision, whichever of two equal plans is favoured', async () => {
  await fc.assert(
    fc.asyncProperty(costs, async (of) => {
      const { timelines } = await visitsFor([of], true);
      const [before, after] = timelines[0]?.ranges ?? [];
      const change = of.meet * of.fuzz ** (1 / (of.full - of.index));
      expect(timelines[0]?.ranges).toHaveLength(2);
      expect(before?.to).toBeLessThanOrEqual(change * (1 + 1e-9));
      expect(after?.from).toBeGreaterThanOrEqual(change * (1 - 1e-9));
      expect((after?.from ?? 0) / (before?.to ?? 1)).toBeLessThanOrEqual(1.01 + 1e-9);
    }),
    { numRuns: 30 },
  );
});

test('what the plans cost saves a good part of the points that halving takes', async () => {
  const many = fc.sample(fc.array(costs, { minLength: 10, maxLength: 10 }), {
    numRuns: 8,
    seed: 7,
  });
  let informed = 0;
  let halving = 0;
  for (const each of many) {
    informed += (await visitsFor(each, true)).visits;
    halving += (await visitsFor(each, false)).visits;
  }
  // Both include the grid and its refinement, which costs are no substitute for.
  expect(informed).toBeLessThan(halving * 0.9);
});

test('a price that misleads costs points, and not the change', async () => {
  await fc.assert(
    fc.asyncProperty(costs, fc.double({ min: 1, max: 1e6, noNaN: true }), async (of, wrong) => {
      const { timelines, visits } = await visitsFor([of], true, wrong);
      expect(timelines[0]?.ranges).toHaveLength(2);
      const [before, after] = timelines[0]?.ranges ?? [];
      expect((after?.from ?? 0) / (before?.to ?? 1)).toBeLessThanOrEqual(1.01 + 1e-9);
      expect(visits).toBeLessThan(60);
    }),
    { numRuns: 20 },
  );
});
