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
import type { TestServer } from './server';
import { unwatched } from './world';

/** An index of a bundled scenario, and the query that needs it. */
export interface Needed {
  readonly scenario: string;
  readonly query: string;
  readonly index: string;
  readonly scales: string;
  readonly statement: string;
}

async function copy(project: string, name: string): Promise<Scenario> {
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

/** Without the index, a run in CI misses it, by query and row count. */
export async function expectMissed(server: TestServer, needed: Needed): Promise<void> {
  const project = mkdtempSync(join(tmpdir(), 'plancliff-bundled-'));
  try {
    mkdirSync(join(project, 'scenarios'));
    symlinkSync(resolve('node_modules'), join(project, 'node_modules'));
    await expectMissedIn(project, server, needed);
  } finally {
    rmSync(project, { recursive: true, force: true });
  }
}

async function expectMissedIn(
  project: string,
  server: TestServer,
  { scenario: name, query, index, scales, statement }: Needed,
): Promise<void> {
  const scenario = await copy(project, name);
  const check = (of: Scenario, options: Partial<CheckScenarioOptions>): Promise<ScenarioResult> =>
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
}
