import fc from 'fast-check';
import { grid, parseScales } from '../../src/timeline/scales';
import { sweep, type SweepOptions, type SweepResult } from '../../src/timeline/sweep';
import { makeCase, plan, planned } from './oracle';

/** Row counts at which the access of a case changes; before the first one it is `0`, then `1`, … */
type Cliffs = readonly number[];

function accessAt(cliffs: Cliffs, scale: number): string {
  return String(cliffs.filter((cliff) => cliff <= scale).length % 2);
}

interface Run {
  readonly result: SweepResult;
  readonly visits: readonly number[];
}

async function run(
  cases: Readonly<Record<string, Cliffs>>,
  options: Partial<SweepOptions> & { readonly delay?: () => number } = {},
): Promise<Run> {
  const visits: number[] = [];
  const result = await sweep({
    scenario: 's',
    condition: 'fresh',
    cases: Object.keys(cases).map(makeCase),
    scales: grid(parseScales('1k..1b')),
    precision: 0.01,
    lanes: 1,
    planAt: async (scale, planning) => {
      visits.push(scale);
      if (options.delay !== undefined) {
        await new Promise((resolve) => setTimeout(resolve, options.delay?.()));
      }
      return planning.map((each) =>
        planned(plan({ accessSignature: accessAt(cases[each.id] ?? [], scale), cost: scale })),
      );
    },
    replan: () => Promise.resolve(planned(plan())),
    ...options,
  });
  return { result, visits };
}

const logScale = fc
  .double({ min: 3.01, max: 8.99, noNaN: true })
  .map((log) => Math.round(10 ** log));

test('a change is found within the precision', async () => {
  await fc.assert(
    fc.asyncProperty(logScale, fc.constantFrom(0.01, 0.05, 0.001), async (cliff, precision) => {
      const { result } = await run({ q: [cliff] }, { precision });
      const [timeline] = result.timelines;
      expect(timeline?.ranges).toHaveLength(2);
      const [before, after] = timeline?.ranges ?? [];
      expect(before?.to).toBeLessThan(cliff);
      expect(after?.from).toBeGreaterThanOrEqual(cliff);
      expect((after?.from ?? 0) / (before?.to ?? 1)).toBeLessThanOrEqual(1 + precision + 1e-9);
    }),
    { numRuns: 60 },
  );
});
