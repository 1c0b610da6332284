import fc from 'fast-check';
import type { PlanFailure } from '../../src/plan/types';
import { grid, parseScales } from '../../src/scenario/scales';
import { sweep, type SweepOptions, type SweepResult } from '../../src/timeline/sweep';
import type { Timeline } from '../../src/timeline/types';
import { access, makeCase, plan, planned } from '../helpers/plans';

/** Row counts at which a case changes between reading an index and reading the table. */
type Cliffs = readonly number[];

const scales = grid(parseScales('1k..1b'));

const isChanged = (cliffs: Cliffs, scale: number): boolean =>
  cliffs.filter((cliff) => cliff <= scale).length % 2 === 1;

const planFor = (cliffs: Cliffs, scale: number) =>
  plan({
    cost: scale,
    accesses: [isChanged(cliffs, scale) ? access() : access({ method: 'index', indexes: ['i'] })],
  });

interface Run extends SweepResult {
  /** Scales in the order in which they were visited. */
  readonly visits: readonly number[];
}

async function run(
  cases: Readonly<Record<string, Cliffs>>,
  options: Partial<SweepOptions> & { readonly delay?: () => number } = {},
): Promise<Run> {
  const visits: number[] = [];
  const { delay, ...rest } = options;
  const result = await sweep({
    scenario: 's',
    condition: 'fresh',
    cases: Object.keys(cases).map(makeCase),
    scales,
    precision: 0.01,
    scalesAtOnce: 1,
    planAt: async (scale, planning) => {
      visits.push(scale);
      if (delay !== undefined) await new Promise((resolve) => setTimeout(resolve, delay()));
      return planning.map((each) => planned(planFor(cases[each.id] ?? [], scale)));
    },
    replan: (scale, _statement, settings) =>
      Promise.resolve(
        planned(
          plan({
            cost: scale * 3,
            accesses: [
              'enable_seqscan' in settings ? access({ method: 'index', indexes: ['i'] }) : access(),
            ],
          }),
        ),
      ),
    ...rest,
  });
  return { ...result, visits };
}

const row = fc.double({ min: 3.01, max: 8.99, noNaN: true }).map((log) => Math.round(10 ** log));

function expectFound(timeline: Timeline | undefined, cliffs: Cliffs, precision: number): void {
  expect(timeline?.ranges).toHaveLength(cliffs.length + 1);
  cliffs.forEach((cliff, i) => {
    const [before, after] = timeline?.ranges.slice(i) ?? [];
    expect(before?.to).toBeLessThan(cliff);
    expect(after?.from).toBeGreaterThanOrEqual(cliff);
    expect((after?.from ?? 0) / (before?.to ?? 1)).toBeLessThanOrEqual(1 + precision + 1e-9);
    expect(timeline?.changes[i]?.at).toBeGreaterThanOrEqual(before?.to ?? Infinity);
    expect(timeline?.changes[i]?.at).toBeLessThanOrEqual(after?.from ?? 0);
  });
}

test('a change is found within the precision', async () => {
  await fc.assert(
    fc.asyncProperty(row, fc.constantFrom(0.001, 0.01, 0.05, 0.2), async (cliff, precision) => {
      const { timelines } = await run({ q: [cliff] }, { precision });
      expectFound(timelines[0], [cliff], precision);
    }),
    { numRuns: 30 },
  );
});

test('as many points are visited as the grid, the hints and the halvings need', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(row, { maxLength: 12 }), async (cliffs) => {
      const cases = Object.fromEntries(cliffs.map((cliff, i) => [`q${i}`, [cliff]]));
      const { visits, timelines } = await run({ ...cases, calm: [] });
      const halvings = Math.ceil(Math.log2(Math.log(10) / Math.log(1.01)));
      // One more halving for rounding, the other half of the decade, a point that bears the change out, and
      // a return to its upper end to price it.
      const aside = 4;
      expect(visits.length).toBeLessThanOrEqual(scales.length + cliffs.length * (halvings + aside));
      timelines.forEach((timeline, i) => {
        expectFound(timeline, cliffs.slice(i, i + 1), 0.01);
      });
    }),
    { numRuns: 30 },
  );
});

test('cases that change at the same place share their points', async () => {
  const alone = await run({ a: [123_456] });
  const together = await run({ a: [123_456], b: [123_400], c: [123_500] });
  expect(together.visits.length).toBe(alone.visits.length);
});

test('points read well: three significant digits at one percent', async () => {
  const { visits } = await run({ a: [7_654_321], b: [98_765], c: [1_111_111] });
  expect(visits.filter((scale) => Number(scale.toPrecision(3)) !== scale)).toEqual([]);
});

test('the timing of the scales under way has no effect', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(row, { maxLength: 3 }), { minLength: 1, maxLength: 4 }),
      fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 1, maxLength: 20 }),
      async (cliffs, delays) => {
        const cases = Object.fromEntries(cliffs.map((each, i) => [`q${i}`, each]));
        let turn = 0;
        const delay = (): number => delays[(turn += 1) % delays.length] ?? 0;
        const inTurn = await run(cases, { precision: 0.05 });
        const shuffled = await run(cases, { precision: 0.05, scalesAtOnce: 3, delay });
        expect(shuffled.timelines).toEqual(inTurn.timelines);
        expect(shuffled.visits.toSorted()).toEqual(inTurn.visits.toSorted());
      },
    ),
    { numRuns: 10 },
  );
});

test('several changes within one decade are found, where the first grid sees different ends', async () => {
  const { timelines } = await run({ q: [1_500_000, 3_500_000, 6_000_000] });
  expectFound(timelines[0], [1_500_000, 3_500_000, 6_000_000], 0.01);
});

test('a change and its undoing between two equal grid points are found when the plans come near a tie', async () => {
  const near: Partial<SweepOptions> = {
    replan: (scale) => Promise.resolve(planned(plan({ cost: scale * 1.4, accesses: [access()] }))),
  };
  const hidden = { q: [2_500_000, 6_000_000] };
  expectFound((await run(hidden, near)).timelines[0], hidden.q, 0.01);
  expect((await run(hidden)).timelines[0]?.ranges).toHaveLength(1);
});

test('a change and its undoing are found when the rest of the plan differs, or the cost bends', async () => {
  const hidden = [2_500_000, 6_000_000];
  const signature = await run(
    {},
    {
      cases: [makeCase('q')],
      planAt: (scale) =>
        Promise.resolve([
          planned({ ...planFor(hidden, scale), signature: scale < 2e6 ? 'a' : 'b' }),
        ]),
    },
  );
  expectFound(signature.timelines[0], hidden, 0.01);
  const bent = await run(
    {},
    {
      cases: [makeCase('q')],
      planAt: (scale) =>
        Promise.resolve([planned({ ...planFor(hidden, scale), cost: Math.max(2e6, scale) })]),
    },
  );
  expectFound(bent.timelines[0], hidden, 0.01);
});

test('a range narrower than the precision is folded and counted', async () => {
  const cliff = 3_160_000;
  const narrow = await run({ q: [cliff, cliff + 5000, 4_000_000] }, { precision: 0.05 });
  const [timeline] = narrow.timelines;
  expect(timeline?.folded).toBe(1);
  expectFound(timeline, [4_000_000], 0.05);
});

test('what cannot be planned is told once, and the case keeps what it has', async () => {
  const failure: PlanFailure = {
    message: 'relation "p_2027" does not exist',
    statement: { sql: 'select 1', parameters: [] },
  };
  const { timelines, unplannable } = await run(
    {},
    {
      cases: [makeCase('q / a'), makeCase('q / b')],
      planAt: (scale, cases) =>
        Promise.resolve(
          cases.map((each) =>
            each.label === 'b' || scale > 1e7
              ? { ok: false, failure }
              : planned(planFor([5e5], scale)),
          ),
        ),
    },
  );
  expect(unplannable).toMatchObject([
    { query: 'q', case: 'a', scale: 1e8 },
    { query: 'q', case: 'b', scale: 1e3 },
  ]);
  expect(timelines).toHaveLength(1);
  expectFound(timelines[0], [5e5], 0.01);
});

test('every change is priced, and at its own point', async () => {
  const priced: number[] = [];
  const { timelines } = await run(
    { a: [123_456], b: [50_000, 2_000_000] },
    {
      relationRows: (_relation, scale) => {
        priced.push(scale);
        return scale;
      },
    },
  );
  for (const { ranges, changes } of timelines) {
    changes.forEach((change, i) => {
      const after = ranges[i + 1]?.points[0];
      expect(change.chosenCost).toBe(after?.plan.cost);
      expect(change.keptCost).toBe((after?.scale ?? 0) * 3);
      expect(change.selectivity).toBeCloseTo(1 / (after?.scale ?? 1));
      expect(priced).toContain(after?.scale);
    });
  }
});

test('a sweep stops when it is interrupted', async () => {
  const controller = new AbortController();
  const sweeping = run(
    { q: [123_456] },
    { signal: controller.signal, onPoint: ({ visited }) => visited === 3 && controller.abort() },
  );
  await expect(sweeping).rejects.toMatchObject({ code: 'interrupted' });
});

test('progress counts what was visited and what is known to come', async () => {
  const seen: string[] = [];
  const { visits } = await run(
    { q: [123_456] },
    { onPoint: ({ visited, known }) => seen.push(`${visited}/${known}`) },
  );
  expect(seen.slice(0, 8)).toEqual(['1/7', '2/7', '3/7', '4/7', '5/7', '6/7', '7/7', '8/8']);
  expect(seen.at(-1)).toBe(`${visits.length}/${visits.length}`);
});

test('the setting on which a loss depends is looked for once, past the loss and within the scales', async () => {
  const asked: string[] = [];
  const { timelines, visits } = await run(
    { a: [123_456], b: [130_000], late: [9e8] },
    {
      decisiveSettings: true,
      replan: (scale, _statement, settings) => {
        const restored = 'work_mem' in settings;
        if (restored) asked.push(`work_mem at ${scale}`);
        return Promise.resolve(
          planned(
            plan({ accesses: [restored ? access({ method: 'index', indexes: ['i'] }) : access()] }),
          ),
        );
      },
    },
  );
  expect(asked).toEqual(['work_mem at 316000', 'work_mem at 316000']);
  expect(visits.at(-1)).toBe(316_000);
  expect(timelines.map(({ changes }) => changes[0]?.setting)).toEqual([
    'work_mem',
    'work_mem',
    undefined,
  ]);
});
