import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { checkScenario, type CheckScenarioOptions } from '../../src/check/check-scenario';
import type { ScenarioResult } from '../../src/check/result';
import { virtualEngine } from '../../src/engine/virtual/engine';
import { failing } from '../../src/exit-code';
import { parseScales } from '../../src/scenario/scales';
import { loadScenarios } from '../../src/scenario/sources/load';
import type { Scenario } from '../../src/scenario/types';
import { sharedTestServer, type TestServer } from '../helpers/server';
import { unwatched } from '../helpers/world';

let server: TestServer;
let project: string;
beforeAll(async () => {
  server = await sharedTestServer();
});
afterAll(() => server.close());
beforeEach(() => {
  project = mkdtempSync(join(tmpdir(), 'plancliff-bundled-'));
  mkdirSync(join(project, 'scenarios'));
  symlinkSync(resolve('node_modules'), join(project, 'node_modules'));
});
afterEach(() => rmSync(project, { recursive: true, force: true }));

async function copy(name: string): Promise<Scenario> {
  for (const extension of ['ts', 'sql']) {
    const file = `${name}.${extension}`;
    // Without the bounds of expectations, which lie beyond these scales.
    const text = readFileSync(resolve('scenarios', file), 'utf8').replaceAll(/, upTo: '\w+'/g, '');
    writeFileSync(join(project, 'scenarios', file), text);
  }
  const { scenarios, failures } = await loadScenarios({ cwd: project, names: [name] });
  expect(failures).toEqual([]);
  return scenarios[0] as Scenario;
}

/** Whether a run of this scenario alone would exit with 1. */
const fails = ({ findings, snapshot }: ScenarioResult): boolean =>
  failing(findings, 'error') || snapshot?.fails === true;

describe('an index that a bundled scenario needs', () => {
  test.each([
    {
      scenario: 'web-shop',
      query: 'newest orders',
      index: 'orders_placed_at_idx',
      scales: '10k',
      statement: 'create index orders_placed_at_idx on orders (placed_at);',
    },
    {
      scenario: 'saas',
      query: 'open tasks of a person',
      index: 'tasks_open_assignee_idx',
      scales: '10k',
      statement:
        "create index tasks_open_assignee_idx on tasks (assignee_id) where deleted_at is null and state <> 'done';",
    },
    {
      scenario: 'event-log',
      query: 'heartbeats of an hour',
      index: 'heartbeats_sent_at_brin',
      scales: '100k',
      statement: 'create index heartbeats_sent_at_brin on heartbeats using brin (sent_at);',
    },
  ])(
    '$index is missed by $scenario in CI, by query and row count',
    async ({ scenario: name, query, index, scales, statement }) => {
      const scenario = await copy(name);
      const check = (
        of: Scenario,
        options: Partial<CheckScenarioOptions>,
      ): Promise<ScenarioResult> =>
        checkScenario({
          server,
          scenario: of,
          engine: virtualEngine,
          // Another range than that of the committed snapshots: the first run makes its own.
          scales: parseScales(scales),
          filter: (each) => each.query === query,
          noTrial: true,
          update: false,
          ci: true,
          snapshotsDirectory: join(project, 'snapshots'),
          cwd: project,
          ...unwatched(),
          ...options,
        });
      // What is an error of the scenario itself is accepted, so that the run in CI is clean before the index goes.
      const accepted = await check(scenario, { update: true, ci: false });
      expect(accepted.snapshot).toMatchObject({ state: 'written' });
      expect(fails(await check(scenario, {}))).toBe(false);
      expect(scenario.ddl).toContain(statement);
      const without = await check({ ...scenario, ddl: scenario.ddl.replace(statement, '') }, {});
      expect(fails(without)).toBe(true);
      const appeared = without.findings.filter(({ kind }) => kind === 'cliff-appeared');
      expect(appeared).not.toEqual([]);
      for (const each of appeared) {
        expect(each).toMatchObject({ severity: 'error', query });
        expect(each.at).toBeLessThanOrEqual(parseScales(scales).to);
        expect(JSON.stringify(each)).toContain(index);
      }
    },
  );
});
