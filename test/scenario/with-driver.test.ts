import { caseWith } from 'plancliff';
import { scenarioFrom } from '../../src/scenario/from-definition';
import { withDriver } from '../../src/scenario/with-driver';

const scenario = (driver?: 'jdbc') =>
  scenarioFrom('drivers', {
    schema: 'create table t (id bigint primary key)',
    driving: 't',
    ...(driver === undefined ? {} : { driver }),
    tables: { t: { columns: {} } },
    queries: {
      q: {
        sql: 'select * from t where id = $1',
        cases: {
          plain: [1],
          typed: caseWith([1], { types: ['numeric'] }),
          other: caseWith([1], { driver: 'pg' }),
        },
      },
    },
  });
const sessions = (of: ReturnType<typeof scenario>) =>
  of.queries.flatMap(({ cases }) => cases.map(({ label, session }) => [label, session]));

test('a driver of the project is that of cases that say neither a driver nor types', () => {
  const expected = [
    ['plain', { driver: 'prisma' }],
    ['typed', { types: ['numeric'] }],
    ['other', { driver: 'pg' }],
  ];
  expect(sessions(withDriver(scenario(), 'prisma'))).toEqual(expected);
  expect(sessions(withDriver(scenario(), undefined))[0]).toEqual(['plain', undefined]);
});

test("a scenario's own driver goes before it", () => {
  expect(sessions(withDriver(scenario('jdbc'), 'prisma'))[0]).toEqual([
    'plain',
    { driver: 'jdbc' },
  ]);
});

test('an unknown driver is refused with the known ones', () => {
  expect(() =>
    scenarioFrom('drivers', {
      ...scenario().definition,
      driver: 'postgres' as 'pg',
    }),
  ).toThrow(/driver/);
});
