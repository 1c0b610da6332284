import { expectationUnchecked } from '../../../src/findings/rules/expectation-unchecked';
import type { RuleContext } from '../../../src/findings/context';
import type { Expectation } from '../../../src/scenario/types';
import { access, apply, planOf, query, timeline } from '../../helpers/timelines';

/** Served by the index at every size that was planned. */
const served = timeline(() =>
  planOf({ cost: 8, rows: 1 }, [access({ method: 'index', indexes: ['orders_status_idx'] })]),
);
const last = served.ranges.at(-1)?.to ?? 0;
const judge = (expect: Partial<Expectation>, context: Partial<RuleContext> = {}) =>
  apply(expectationUnchecked, served, {
    query: query({ expect: { index: 'orders_status_idx', ...expect } }),
    ...context,
  });

test('a bound beyond the scales is reported, though the index serves all that was planned', () => {
  expect(judge({ upTo: last * 10 })).toMatchObject([
    { kind: 'expectation-unchecked', severity: 'warning', at: last, index: 'orders_status_idx' },
  ]);
  expect(judge({ upTo: '900b' })[0]?.why).toMatch(
    /^orders_status_idx is expected to serve this up to 900b rows, but the scales end at /,
  );
});

test('it fails in CI', () => {
  expect(judge({ upTo: last * 10 }, { ci: true })).toMatchObject([{ severity: 'error' }]);
});

test('scales that begin above the bound have looked at none of it', () => {
  expect(judge({ upTo: 1 })[0]?.why).toContain('the scales begin at');
});

test('a bound within the scales, and none at all, are looked at', () => {
  expect(judge({ upTo: last })).toEqual([]);
  expect(judge({})).toEqual([]);
});

test('is reported at the first case that the expectation covers', () => {
  const other = { ...served, case: 'other' };
  expect(judge({ upTo: last * 10 }, { siblings: [other, served] })).toEqual([]);
  const alone = { upTo: last * 10, cases: [served.case] };
  expect(judge(alone, { siblings: [other, served] })).toHaveLength(1);
});

test('says nothing where the expectation is broken already', () => {
  const earlier: RuleContext['earlier'] = [
    {
      ...(judge({ upTo: last * 10 })[0] as RuleContext['earlier'][number]),
      kind: 'expectation-broken',
    },
  ];
  expect(judge({ upTo: last * 10 }, { earlier })).toEqual([]);
});
