import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkScenario, type CheckScenarioOptions } from '../../src/check/check-scenario';
import { virtualEngine } from '../../src/engine/virtual/engine';
import { seedEngine } from '../../src/engine/seed/engine';
import type { Scenario } from '../../src/scenario/types';
import { parseScales } from '../../src/scenario/scales';
import { sharedTestServer, type TestServer } from '../helpers/server';
import { unwatched } from '../helpers/world';
import { library } from '../fixtures/worlds/library';

let server: TestServer;
let directory: string;
beforeAll(async () => {
  server = await sharedTestServer();
  directory = await mkdtemp(join(tmpdir(), 'plancliff-check-'));
});
afterAll(async () => {
  await rm(directory, { recursive: true, force: true });
  await server.close();
});

function check(scenario: Scenario, options: Partial<CheckScenarioOptions> = {}) {
  return checkScenario({
    server,
    scenario,
    engine: seedEngine,
    scales: parseScales('100..10k'),
    update: false,
    ci: false,
    snapshotsDirectory: directory,
    cwd: directory,
    ...unwatched(),
    ...options,
  });
}

describe('checkScenario', () => {
  test('writes the snapshot of a new scenario, and finds the same again', async () => {
    const scenario: Scenario = { ...library(), name: 'twice' };
    const first = await check(scenario);
    expect(first.snapshot).toMatchObject({ state: 'written', file: 'twice.seed.snap' });
    expect(first.timelines.map((timeline) => `${timeline.query} / ${timeline.case}`)).toEqual([
      'book-by-id / highest',
      'latest-loans / default',
    ]);
    const text = await readFile(join(directory, 'twice.seed.snap'), 'utf8');
    const second = await check(scenario, { ci: true });
    expect(second.snapshot).toMatchObject({ state: 'matched', fails: false });
    expect(await readFile(join(directory, 'twice.seed.snap'), 'utf8')).toBe(text);
  });

  test('finds where the access changes, to the precision asked for', async () => {
    const { timelines } = await check({ ...library(), name: 'changes' }, { precision: 0.1 });
    const byId = timelines.find(({ query }) => query === 'book-by-id');
    expect(byId?.ranges.map(({ points }) => points[0]?.plan.accesses[0]?.method)).toEqual([
      'seq',
      'index',
    ]);
    const [before, after] = byId?.ranges ?? [];
    expect((after?.from ?? 0) / (before?.to ?? 1)).toBeLessThanOrEqual(1.1);
  });

  test('goes on when a query does not plan, and says so', async () => {
    const { findings, unplannable } = await check({ ...library(), name: 'unplannable' });
    expect(unplannable).toHaveLength(1);
    expect(findings[0]).toMatchObject({
      kind: 'unplannable',
      severity: 'error',
      query: 'no-such-column',
      position: { line: 1 },
    });
  });

  test('runs no plan of a few rows on the many rows of a trial', async () => {
    const { findings, measurements } = await check(
      { ...library(), name: 'few' },
      { engine: virtualEngine, scales: parseScales('5') },
    );
    expect(measurements).toMatchObject({
      sizes: [],
      notes: [
        "not measured: the row counts end at 5, below the trial's smallest size of 10k rows (--trial-rows)",
      ],
    });
    expect(findings.map(({ kind }) => kind)).not.toContain('work-outgrows-result');
  });

  test('looks at some cases alone, and leaves those of others in the snapshot', async () => {
    const scenario: Scenario = { ...library(), name: 'partial' };
    await check(scenario);
    const { timelines, snapshot } = await check(scenario, {
      filter: ({ query }) => query === 'latest-loans',
    });
    expect(timelines.map(({ query }) => query)).toEqual(['latest-loans']);
    expect(snapshot).toMatchObject({ state: 'matched', obsolete: [] });
  });

  test('sweeps each condition', async () => {
    const { timelines } = await check(
      {
        ...library(),
        name: 'conditions',
        conditions: [{ label: 'fresh' }, { label: 'worn', bloat: 0.5 }],
      },
      { filter: ({ query }) => query === 'latest-loans' },
    );
    expect(timelines.map(({ condition }) => condition)).toEqual(['fresh', 'worn']);
  });

  test('names file and line of a schema that the server refuses', async () => {
    const broken = library('\ncreate table broken (id no_such_type);');
    await expect(check(broken)).rejects.toMatchObject({
      code: 'scenario',
      message: expect.stringMatching(/scenario-of\.ts, line \d+ of the schema/) as string,
      reason: 'type "no_such_type" does not exist',
    });
  });

  test('names the column whose values outgrow it, before any row is loaded', async () => {
    const scenario = library('\nalter table books add column copies smallint;');
    const { definition } = scenario;
    const books = { ...definition.tables['books']!.columns, copies: { kind: 'serial', start: 1 } };
    const outgrown: Scenario = {
      ...scenario,
      definition: {
        ...definition,
        tables: {
          ...definition.tables,
          books: { ...definition.tables['books']!, columns: books },
        },
      } as Scenario['definition'],
    };
    await expect(check(outgrown, { scales: parseScales('1k..1m') })).rejects.toMatchObject({
      code: 'model',
      message: expect.stringContaining('tables.books.columns.copies') as string,
      reason: 'smallint out of range',
    });
  });

  test('judges by the levels given where the scenario has none', async () => {
    const { findings } = await check(
      { ...library(), name: 'levels' },
      { rules: { unplannable: 'off' } },
    );
    expect(findings.filter(({ kind }) => kind === 'unplannable')).toEqual([]);
  });
});
