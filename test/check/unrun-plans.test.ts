import { unrunPlans } from '../../src/check/unrun-plans';
import { judge } from '../../src/findings/judge';
import type { Measurements } from '../../src/findings/evidence';
import type { AccessTrial } from '../../src/trial/types';
import { measuredOf, trialOf } from '../findings/work/trials';
import { access, planOf, query, scenario, timeline } from '../helpers/timelines';

const predicate = { text: '(orders.a = 7)', columns: ['a'] };
const byIndex = access({ method: 'index', indexes: ['orders_a_idx'], conditions: [predicate] });
const scan = access({ method: 'seq', filters: [predicate] });

/** By the index up to a million rows, and by a scan beyond. */
const losing = (cost: number) =>
  timeline((scale) =>
    scale <= 1e6
      ? planOf({ cost: 10, rows: 1 }, [byIndex])
      : planOf({ cost: (cost * scale) / 1e7, rows: 1 }, [{ ...scan, cost: (cost * scale) / 1e7 }]),
  );
const notReproduced: AccessTrial = {
  ...trialOf({ pages: () => 1 }),
  reproducedBy: 'none',
  runs: [10_000, 30_000].map((size) => ({
    outcome: 'not-reproduced',
    size,
    statement: { sql: 'select', parameters: [] },
    planned: 'Index Scan',
  })),
};
const lookUp = trialOf({ pages: () => 4 });
const measured = (of: ReturnType<typeof losing>, beyond: AccessTrial): Measurements => ({
  sizes: [10_000, 30_000],
  cases: [measuredOf(of, [lookUp, beyond])],
  notes: [],
});

test('a plan that no trial reproduced is listed, with the row count from which it is planned', () => {
  const of = losing(1e5);
  expect(unrunPlans([of], measured(of, notReproduced))).toEqual([
    expect.stringMatching(
      /^plans that no trial could run, judged by the planner's estimates and by bounds: orders \/ common from \d/,
    ),
  ]);
});

test('not one that was run, nor one of little cost, nor any where there was no trial', () => {
  const dear = losing(1e5);
  expect(unrunPlans([dear], measured(dear, trialOf({ pages: (n) => n / 50 })))).toEqual([]);
  const cheap = losing(5);
  expect(unrunPlans([cheap], measured(cheap, notReproduced))).toEqual([]);
  expect(unrunPlans([dear], { sizes: [], cases: [], notes: ['trials are off'] })).toEqual([]);
});

test('its finding says whose figures it has', () => {
  const of = losing(1e5);
  const why = (measurements?: Measurements): string =>
    judge({
      scenario: scenario([query()]),
      timelines: [of],
      unplannable: [],
      ...(measurements === undefined ? {} : { measurements }),
    })
      .filter(({ kind }) => kind === 'index-lost')
      .map((each) => each.why)
      .join();
  const sentence =
    "No trial reproduced this plan on the loaded rows: these figures are the planner's.";
  expect(why(measured(of, notReproduced))).toContain(sentence);
  expect(why()).not.toContain('trial');
  expect(why(measured(of, trialOf({ pages: (n) => n / 50 })))).not.toContain(sentence);
});
