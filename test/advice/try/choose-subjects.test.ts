import { chooseSubjects, mostSubjects } from '../../../src/advice/try/choose-subjects';
import type { Subject } from '../../../src/advice/types';
import { makeCase, plan } from '../../helpers/plans';
import { scenarioOf } from '../../helpers/scenario-of';
import { trialOf } from '../../findings/work/trials';

const subject = (query: string, pages: number): Subject => ({
  of: { ...makeCase(query), query, label: 'common', id: `${query} / common` },
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

test('those with most measured work come first, and only some of many', () => {
  const many = Array.from({ length: 20 }, (_, i) => subject(`q${i}`, 100 + i));
  expect(names(chooseSubjects(many, scenario()))).toEqual(['q19', 'q18', 'q17', 'q16', 'q15']);
  expect(mostSubjects).toBe(5);
});

test('what an allow covers needs no advice', () => {
  const both = [subject('a', 200), subject('b', 100)];
  expect(names(chooseSubjects(both, scenario()))).toEqual(['a', 'b']);
  const reason = 'a report of the night';
  expect(names(chooseSubjects(both, scenario({ kind: 'index-lost', reason })))).toEqual(['b']);
  const others = scenario({ kind: 'index-lost', reason, cases: ['rare'] });
  expect(names(chooseSubjects(both, others))).toEqual(['a', 'b']);
});
