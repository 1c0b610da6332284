import { dependsOnSample } from '../../../src/findings/samples/depends-on-sample';
import type { Measurements, SampledPlans } from '../../../src/findings/evidence';
import { access, planOf, timeline } from '../../helpers/timelines';
import { trialOf } from '../work/trials';

const byIndex = planOf({ cost: 10, rows: 1 }, [
  access({ method: 'index', indexes: ['jobs_state_idx'] }),
]);
const inFull = planOf({ cost: 10, rows: 1 }, [access({ method: 'seq', indexes: [] })]);
const subject = timeline(() => byIndex);
const statement = { sql: 'select 1', parameters: [] };

const sampled: SampledPlans = {
  query: subject.query,
  case: subject.case,
  condition: subject.condition,
  scale: 1e7,
  samples: 9,
  differing: 3,
  chosen: { scale: 1e7, plan: byIndex, statement },
  other: { scale: 1e7, plan: inFull, statement },
  value: { relation: 'public.jobs', column: 'state', expected: 4.2, sampled: 30_000 },
  raised: { target: 1_000, differing: 0 },
};

/** Pages of the other plan over those of the balanced sample's. */
function measured(ratio: number, of = sampled): Measurements {
  const accesses = new Map([
    [byIndex.accessSignature, trialOf({ pages: () => 200 })],
    [inFull.accessSignature, trialOf({ pages: () => 200 * ratio })],
  ]);
  const each = { query: subject.query, case: subject.case, accesses, runnersUp: [], tried: [] };
  return { sizes: [1e4, 1e5], cases: [each], notes: [], sampled: [of] };
}

test('says how many samples lose the index, how often the value is met, and what ends it', () => {
  const [found] = dependsOnSample([subject], measured(20));
  expect(found).toMatchObject({
    kind: 'plan-depends-on-sample',
    severity: 'warning',
    at: 1e7,
    index: 'jobs_state_idx',
  });
  expect(found?.why).toContain(
    'At 10M rows, 3 of 9 samples as ANALYZE may draw them lose jobs_state_idx and read by Seq Scan (o#1@main)',
  );
  expect(found?.why).toContain('The value of state is met 4 ± 2 times in a sample of 30k rows.');
  expect(found?.why).toContain('Measured:');
  expect(found?.advice).toBe(
    'With "alter table public.jobs alter column state set statistics 1000" and ANALYZE, none of 9 samples differs (planned).',
  );
});

test('plans that do nearly the same are a note, unmeasured ones are not', () => {
  expect(dependsOnSample([subject], measured(1.5))).toMatchObject([{ severity: 'info' }]);
  const unmeasured = { sizes: [], cases: [], notes: [], sampled: [sampled] };
  expect(dependsOnSample([subject], unmeasured)).toMatchObject([{ severity: 'warning' }]);
});

test('a larger target that does not end it is told as such, and a case of which nothing is known has no finding', () => {
  const left = { ...sampled, raised: { target: 1_000, differing: 2 } };
  expect(dependsOnSample([subject], measured(20, left))[0]?.advice).toContain(
    '2 of 9 samples still differ',
  );
  expect(dependsOnSample([subject], undefined)).toEqual([]);
  expect(dependsOnSample([{ ...subject, query: 'other' }], measured(20))).toEqual([]);
});
