import { readSchema } from '../../../src/scan/read/read-schema';
import { sharedTestServer, type TestServer } from '../../helpers/server';

let server: TestServer;
beforeAll(async () => {
  server = await sharedTestServer();
});
afterAll(() => server.close());

const bills = `
  create table clients (id uuid primary key, name text not null);
  create table bills (id uuid primary key, client_id uuid not null references clients, issued_at timestamptz not null);
  create table plans (id uuid primary key, client_id uuid not null references clients, started_at timestamptz not null);
  create table bill_plans (
    id uuid primary key, bill_id uuid not null references bills, plan_id uuid not null references plans,
    code text not null, created_at timestamptz not null);
  create unique index bill_plans_pair on bill_plans (bill_id, plan_id) where created_at >= '2024-02-01';
  create unique index bill_plans_code on bill_plans (code, plan_id) where created_at >= '2024-02-01';`;

test('a partial unique index of references that meet at some row counts only is not unique in the model', async () => {
  const { fitted } = await readSchema({
    server,
    sources: [{ name: 'bills.sql', text: bills }],
    scales: [1e3, 1e9],
    // On average an eighth of a pair repeats, at every row count: rows that are compared once do not show it.
    given: {
      ratios: new Map([
        ['bills', 2],
        ['plans', 2],
      ]),
    },
    driver: undefined,
    signal: new AbortController().signal,
    onProgress: () => undefined,
  });
  expect(fitted.notes).toEqual([
    'bill_plans_pair of bill_plans is not unique here: the rows of the model repeat in it',
  ]);
});
