import { PlancliffError } from '../../src/errors';
import type { Connection } from '../../src/postgres/types';
import { limitStatements, refusalOf, runStatement } from '../../src/schema/run-statement';

const statement = {
  place: 'shop.sql:7',
  text: '-- endless\n  do $$ begin perform pg_sleep(1e6); end $$',
};

function connection(query: () => Promise<never> | Promise<{ rows: []; rowCount: 0 }>): Connection {
  return { query, end: () => Promise.resolve() };
}

afterEach(() => jest.useRealTimers());

test('names a statement that takes long, once', async () => {
  jest.useFakeTimers();
  const named: string[] = [];
  const work = runStatement(
    connection(() => new Promise(() => undefined)),
    'x',
    statement,
    (slow) => named.push(slow),
  );
  work.catch(() => undefined);
  await jest.advanceTimersByTimeAsync(4_900);
  expect(named).toEqual([]);
  await jest.advanceTimersByTimeAsync(60_000);
  expect(named).toEqual(['shop.sql:7: do $$ begin perform pg_sleep(1e6); end $$']);
});

test('names none that ends soon', async () => {
  jest.useFakeTimers();
  const onSlow = jest.fn();
  await runStatement(
    connection(() => Promise.resolve({ rows: [], rowCount: 0 })),
    'x',
    statement,
    onSlow,
  );
  await jest.advanceTimersByTimeAsync(60_000);
  expect(onSlow).not.toHaveBeenCalled();
});

test('a lost server is an error with the statement', async () => {
  const lost = new PlancliffError('server-failed', {
    message: 'lost',
    reason: 'killed',
    hint: 'Run again.',
  });
  const work = runStatement(
    connection(() => Promise.reject(lost)),
    'x',
    statement,
  );
  await expect(work).rejects.toMatchObject({
    code: 'server-failed',
    message: 'lost',
    reason: 'killed',
    hint: 'Run again.',
    during: 'shop.sql:7: do $$ begin perform pg_sleep(1e6); end $$',
  });
});

test("the server's own refusal stays as it is", async () => {
  const refused = Object.assign(new Error('no'), { severity: 'ERROR', code: '42601' });
  await expect(
    runStatement(
      connection(() => Promise.reject(refused)),
      'x',
      statement,
    ),
  ).rejects.toBe(refused);
});

test('the limit of a statement is told from other cancellations', () => {
  const code = '57014';
  expect(refusalOf({ code, message: 'canceling statement due to statement timeout' })).toBe(
    'the statement did not end within 5 minutes',
  );
  expect(
    refusalOf({ code, message: 'canceling statement due to statement timeout' }, statement.text),
  ).toBe('the statement "do $$ begin perform pg_sleep(1e6); end $$" did not end within 5 minutes');
  expect(refusalOf({ code, message: 'canceling statement due to user request' })).toBe(
    'canceling statement due to user request',
  );
});

test('a failed transaction is no error of the limit', async () => {
  await expect(
    limitStatements(connection(() => Promise.reject(new Error('aborted')))),
  ).resolves.toBeUndefined();
});
