import { chooseSubjects, mostQueries } from '../../../src/advice/try/choose-subjects';
import type { Subject } from '../../../src/advice/types';
import { makeCase, plan } from '../../helpers/plans';
import { scenarioOf } from '../../helpers/scenario-of';
import { trialOf } from '../../findings/work/trials';

const subject = (query: string, pages: number, label = 'common'): Subject => ({
  of: { ...makeCase(query), query, label, id: `${query} / ${label}` },
  condition: 'fresh',
  target: { plan: plan({}), scale: 1e9 },
  without: trialOf({ pages: () => pages }),
  siblings: [],
  points: [],
});

const scenario = (allow?: { kind: 'index-lost'; reason: string; cases?: string[] }) =>
  scenarioOf('s', '', {
    schema: '',
    driving: 't',
    tables: { t: { columns: {} } },
    queries: {
      a: { sql: 'select 1', ...(allow === undefined ? {} : { allow }) },
      b: { sql: 'select 2' },
    },
  });

const names = (subjects: readonly Subject[]) => subjects.map(({ of }) => of.query);

test('the queries with most measured work come first, and only some of many', () => {
  const many = Array.from({ length: 28 }, (_, i) => subject(`q${i}`, 100 + i));
  const { leading, following, left } = chooseSubjects(many, scenario());
  expect(names(leading)).toEqual(Array.from({ length: 20 }, (_, i) => `q${27 - i}`));
  expect(following).toEqual([]);
  expect(names(left)).toEqual(Array.from({ length: 8 }, (_, i) => `q${7 - i}`));
  expect([mostQueries(3), mostQueries(40), mostQueries(100)]).toEqual([20, 20, 50]);
});

test('one case leads those of its query: the one with most measured work', () => {
  const [a, b, c] = [subject('a', 200, 'rare'), subject('b', 100), subject('a', 300, 'common')];
  const { leading, following, left } = chooseSubjects([a, b, c], scenario());
  expect(leading).toEqual([c, b]);
  expect(following).toEqual([{ subject: a, leader: c }]);
  expect(left).toEqual([]);
});

test('what an allow covers needs no advice', () => {
  const both = [subject('a', 200), subject('b', 100)];
  const of = (...args: Parameters<typeof scenario>) => {
    const { leading, allowed } = chooseSubjects(both, scenario(...args));
    return { leading: names(leading), allowed: names(allowed) };
  };
  expect(of()).toEqual({ leading: ['a', 'b'], allowed: [] });
  const reason = 'a report of the night';
  expect(of({ kind: 'index-lost', reason })).toEqual({ leading: ['b'], allowed: ['a'] });
  const others = of({ kind: 'index-lost', reason, cases: ['rare'] });
  expect(others).toEqual({ leading: ['a', 'b'], allowed: [] });
});

test('what the snapshot accepts needs no advice, and another case of the query leads then', () => {
  const [common, rare] = [subject('a', 300, 'common'), subject('a', 200, 'rare')];
  const { leading, accepted } = chooseSubjects(
    [common, rare],
    scenario(),
    ({ label }) => label === 'common',
  );
  expect({ leading, accepted }).toEqual({ leading: [rare], accepted: [common] });
});
