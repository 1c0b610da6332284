import { judge } from '../../../src/findings/judge';
import {
  access,
  catalogOf,
  planOf,
  predicate,
  query,
  sameRows,
  scenario,
  timeline,
} from '../../helpers/timelines';
import { trialOf } from '../work/trials';

const cast = predicate("((o.id)::numeric = '7'::numeric)", 'id');
const hidden = timeline(
  (scale) => planOf({ cost: scale / 50, rows: 1 }, [access({ cost: scale / 60, filters: [cast] })]),
  { scales: [1e4, 1e5, 1e6, 1e7] },
);
const [range] = hidden.ranges;
const signature = range?.points[0]?.plan.accessSignature ?? '';

function judged(pages: (size: number) => number) {
  const accesses = new Map([[signature, trialOf({ pages })]]);
  const measured = { query: 'orders', case: 'common', accesses, runnersUp: [], tried: [] };
  return judge({
    scenario: scenario([query()]),
    timelines: [hidden],
    unplannable: [],
    relationRows: sameRows,
    catalog: catalogOf({ name: 'orders_pkey', columns: ['id'] }),
    measurements: { sizes: [1e4, 1e5], cases: [measured], notes: [] },
  });
}

test('the judge gives a finding on measured work its cause', () => {
  const [found] = judged((size) => size / 50);
  expect(found).toMatchObject({ severity: 'error' });
  expect(found?.why).toMatch(/\(o\.id\)::numeric hides id from orders_pkey/);
});

test('a note gets none', () => {
  const found = judged(() => 4);
  expect(found.map(({ severity }) => severity)).toEqual(found.map(() => 'info'));
  expect(found.filter(({ why }) => why.includes('hides'))).toEqual([]);
});
