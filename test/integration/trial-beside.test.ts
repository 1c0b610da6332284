import { existsSync } from 'node:fs';
import { sweepScenario, type SweptScenario } from '../../src/check/sweep-scenario';
import { virtualEngine } from '../../src/engine/virtual/engine';
import { PlancliffError } from '../../src/errors';
import { withSession } from '../../src/postgres/with-database';
import type { Server } from '../../src/postgres/types';
import { alerts } from '../fixtures/trial-scenarios';
import { startTestServer, type TestServer } from '../helpers/server';

let server: TestServer;
beforeAll(async () => (server = await startTestServer()));
afterAll(() => server.close());

const swept = (on: Server, signal?: AbortSignal): Promise<SweptScenario> =>
  sweepScenario({
    server: on,
    scenario: alerts(),
    engine: virtualEngine,
    trialRows: [1_000, 3_000, 10_000],
    precision: 0.05,
    signal,
  });

/** Calls of `createDatabase`, by their labels, on a server and on the one beside it. */
function watched(): { readonly on: Server; readonly made: { first: string[]; second: string[] } } {
  const made = { first: [] as string[], second: [] as string[] };
  const watching = (of: Server, labels: string[]): Server => ({
    ...of,
    createDatabase(label, locale) {
      labels.push(label);
      return of.createDatabase(label, locale);
    },
  });
  const beside = async (): Promise<Server> => {
    const second = await server.beside?.();
    if (second === undefined) throw new RangeError('The server starts no other one');
    return watching(second, made.second);
  };
  return { on: { ...watching(server, made.first), beside }, made };
}

async function databasesOf(of: Server | undefined): Promise<readonly string[]> {
  const database = await of?.createDatabase('look');
  if (database === undefined) return [];
  const { rows } = await withSession(database, (connection) =>
    connection.query<{ name: string }>(
      `select datname as name from pg_database where datname like 'plancliff%' and datname <> current_database()`,
    ),
  );
  await database.drop();
  return rows.map(({ name }) => name);
}

test('a trial on a second server measures and finds what one on the only server does', async () => {
  const { on, made } = watched();
  const beside = await swept(on);
  expect(made.second).toEqual(['alerts trial', 'alerts trial', 'alerts trial']);
  expect(made.first).not.toContain('alerts trial');

  const broken = new PlancliffError('disk', { message: 'the disk is full' });
  const alone = await swept({ ...server, beside: () => Promise.reject(broken) });
  expect(beside.findings.length).toBeGreaterThan(0);
  expect(beside.findings).toEqual(alone.findings);
  const accesses = ({ measurements: { cases } }: SweptScenario): unknown =>
    cases.map((each) => [...each.accesses]);
  expect(beside.measurements.sizes).toEqual([1_000, 3_000, 10_000]);
  expect(accesses(beside)).toEqual(accesses(alone));
  expect(beside.timelines).toEqual(alone.timelines);
  expect(await databasesOf(await server.beside?.())).toEqual([]);
});

test('a sweep that is interrupted leaves nothing of a trial', async () => {
  const end = new AbortController();
  const { on } = watched();
  const beside = async (): Promise<Server> => {
    const second = await on.beside?.();
    if (second === undefined) throw new RangeError('The server starts no other one');
    return {
      ...second,
      async createDatabase(label, locale) {
        const database = await second.createDatabase(label, locale);
        end.abort();
        return database;
      },
    };
  };
  await expect(swept({ ...on, beside }, end.signal)).rejects.toThrow();
  expect(await databasesOf(await server.beside?.())).toEqual([]);
});

test('the server beside another one is the same at every call, and ends with it', async () => {
  const first = await startTestServer();
  const [second, again] = [await first.beside?.(), await first.beside?.()];
  expect(second).toBe(again);
  expect(second?.version).toBe(first.version);
  expect(existsSync(second?.dataDirectory ?? '')).toBe(true);
  await first.close();
  expect(existsSync(second?.dataDirectory ?? '')).toBe(false);
  await expect(first.beside?.()).rejects.toThrow('the server has ended');
});
