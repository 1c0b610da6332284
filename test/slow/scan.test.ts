import { scanSchema } from '../../src/scan/scan-schema';
import { startTestServer, type TestServer } from '../helpers/server';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

test('a scan measures a list that outgrows its result, and names the index that helps', async () => {
  const result = await scanSchema({
    server,
    sources: [
      {
        name: 'schema.sql',
        text: `create table accounts (id bigint generated always as identity primary key, name text);
     create table users (id bigint generated always as identity primary key, account_id bigint not null references accounts);
     create index on users (account_id);
     create table messages (
       id bigint generated always as identity primary key,
       account_id bigint not null references accounts,
       body text not null,
       created_at timestamptz not null default now());
     create index messages_account on messages (account_id);`,
      },
    ],
    scales: [1e3, 1e7],
    given: {},
    maxQueries: 60,
    signal: new AbortController().signal,
    onProgress: () => undefined,
  });
  expect(result.modelNotes).toEqual([]);
  const found = result.findings.find(({ subject }) => subject === 'messages_account');
  expect(found?.change).toBe('create index on messages (account_id, created_at desc);');
  expect(found?.query).toMatch(
    /^select \* from messages where account_id = \d+ order by created_at desc limit 20$/,
  );
  expect(found?.short).toMatch(
    /newest rows of one account_id touch .* pages for 20 rows at 10M rows \(measured/,
  );
});
