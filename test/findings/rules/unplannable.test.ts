import { unplannable } from '../../../src/findings/rules/unplannable';

const entry = {
  scenario: 'shop',
  query: 'orders',
  case: 'common',
  condition: 'fresh',
  scale: 1000,
  failure: {
    message: 'column "stauts" does not exist',
    sqlState: '42703',
    position: 33,
    statement: { sql: 'select id from orders where stauts = 1', parameters: [] },
  },
};

test("the server's own words are the reason, with the place in the statement", () => {
  expect(unplannable(entry)).toMatchObject({
    kind: 'unplannable',
    severity: 'error',
    at: 1000,
    why: 'With 1k rows the server reports: column "stauts" does not exist at character 33.',
    failure: entry.failure,
  });
});

test('what plancliff keeps from the server is not put into its mouth', () => {
  const failure = {
    message: 'refused: it holds 2 statements, and one is planned',
    statement: entry.failure.statement,
  };
  expect(unplannable({ ...entry, failure }).why).toBe(
    'plancliff did not send the statement to the server: it holds 2 statements, and one is planned.',
  );
});

test("the server's hint is the advice", () => {
  const hint = 'Perhaps you meant to reference the column "orders.status".';
  expect(unplannable({ ...entry, failure: { ...entry.failure, hint } }).advice).toBe(hint);
});
