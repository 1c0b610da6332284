import { intervalAfter } from '../../../src/findings/changes/row-count-interval';
import { measuredSeverity } from '../../../src/findings/severity/measured-severity';
import { access, planOf, timeline } from '../../helpers/timelines';
import { measuredOf, trialOf } from '../work/trials';

/** A change from an index to a full scan at 3.16M rows, whose plans touch pages as given. */
function noteOf(
  index: (size: number) => number,
  scan: (size: number) => number,
): string | undefined {
  const byIndex = access({ method: 'index', indexes: ['orders_status_idx'] });
  const of = timeline((scale) =>
    planOf({ cost: 8, rows: 1 }, [scale < 2e6 ? byIndex : access({ method: 'seq' })]),
  );
  const returned = (size: number): number => size / 5;
  const trials = [index, scan].map((pages) => trialOf({ pages, returned }));
  const interval = intervalAfter(of, 0, () => true);
  const found = measuredSeverity(of, 0, interval, {
    ...{ query: undefined, siblings: [of], settings: {}, relationRows: () => undefined },
    ...{ earlier: [], measured: measuredOf(of, trials) },
  });
  expect(found?.severity).toBe('info');
  return found?.advice;
}

test('a note says how much more work the plan does', () => {
  expect(
    noteOf(
      (n) => n / 10,
      (n) => n / 50,
    ),
  ).toBe('No action is needed: the plan does no more work than the former one.');
  expect(
    noteOf(
      (n) => n / 50,
      (n) => n / 10,
    ),
  ).toBe('The plan does up to 5 times the work of the former one; ten times count as harm.');
});
