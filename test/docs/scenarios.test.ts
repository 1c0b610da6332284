import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readModel } from '../../src/check/read-model';
import { virtualEngine } from '../../src/engine/virtual/engine';
import { loadScenarios } from '../../src/scenario/sources/load';
import { profiles, resolveSettings } from '../../src/scenario/profiles';
import { grid } from '../../src/scenario/scales';
import type { Scenario } from '../../src/scenario/types';
import { sharedTestServer, type TestServer } from '../helpers/server';
import { casesOf, inWorld } from '../helpers/world';

function blocksOf(
  page: string,
): readonly { readonly type: string | undefined; readonly code: string }[] {
  return [...page.matchAll(/^```ts(.*)\n([\s\S]*?)^```$/gm)].map(([, info = '', code = '']) => ({
    type: /^ column (.*)$/.exec(info)?.[1],
    code,
  }));
}

const page = readFileSync(path.resolve('docs/scenarios.md'), 'utf8');
const blocks = blocksOf(page);
const modules = blocks.filter(({ type }) => type === undefined);
const columns = blocks.filter(({ type }) => type !== undefined);

let server: TestServer;
let folder: string;
beforeAll(async () => {
  server = await sharedTestServer();
  folder = mkdtempSync(path.join(tmpdir(), 'plancliff-docs-'));
  symlinkSync(path.resolve('node_modules'), path.join(folder, 'node_modules'));
});
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await server?.close();
});

async function load(code: string): Promise<Scenario> {
  writeFileSync(path.join(folder, 'page.ts'), code);
  const { scenarios, failures } = await loadScenarios({ cwd: folder, names: ['page.ts'] });
  if (failures[0] !== undefined) throw failures[0].error;
  const [scenario] = scenarios;
  if (scenario === undefined) throw new Error('No scenario');
  return scenario;
}

/** Plans every case at each decade of the default scales. */
async function run(scenario: Scenario): Promise<void> {
  const { scales } = virtualEngine;
  expect(scenario.definition.scales).toBeUndefined();
  const { model } = await readModel(server, scenario, scales);
  const planned: number[] = [];
  await inWorld(
    server,
    virtualEngine,
    scenario,
    async (world) => {
      for (const scale of grid(scales)) {
        const outcomes = await world.planAt(scale, casesOf(scenario));
        expect(outcomes.map((outcome) => (outcome.ok ? 'planned' : outcome.failure))).toEqual(
          casesOf(scenario).map(() => 'planned'),
        );
        planned.push(scale);
      }
    },
    { model, settings: resolveSettings(scenario.definition) },
  );
  expect(planned.slice(-2)).toEqual([1e8, 1e9]);
}

describe('docs/scenarios.md', () => {
  it('has scenarios and an example of every constructor', () => {
    expect(modules).toHaveLength(3);
    const shown = blocks.map(({ code }) => code).join('\n');
    const constructors = readFileSync(path.resolve('src/model/distributions.ts'), 'utf8');
    for (const [, name] of constructors.matchAll(/^export function (\w+)/gm)) {
      expect([name, shown.includes(`${name}(`)]).toEqual([name, true]);
    }
    for (const profile of Object.keys(profiles)) expect(page).toContain(`\`${profile}\``);
  });

  it.each(
    modules.map(({ code }) => [/description: '(.*)'|create table (\w+)/.exec(code)?.[0], code]),
  )('runs: %s', async (_, code) => run(await load(code ?? '')));

  it('runs the example of every column', async () => {
    const names = columns.map(({ code }) => /^(\w+):/.exec(code)?.[1] ?? '');
    const ddl = columns.map(({ type = '' }, at) => `${names[at]} ${type}`).join(', ');
    const indexes = names.map((name) => `create index on t (${name});`).join(' ');
    const queries = names
      .map((name) => `${name}: { sql: 'select * from t where ${name} is null order by ${name}' }`)
      .join(', ');
    const imports = readFileSync(path.resolve('src/model/distributions.ts'), 'utf8').matchAll(/^export function (\w+)/gm); // prettier-ignore
    const scenario = await load(`
      import { ${[...imports].map(([, name]) => name).join(', ')}, defineScenario } from 'plancliff';
      export default defineScenario({
        schema: \`create table t (${ddl}); ${indexes}\`, driving: 't',
        queries: { ${queries} },
        tables: { t: { columns: { ${columns.map(({ code }) => code).join('')} } } },
      });`);
    expect(new Set(names).size).toBe(columns.length);
    await run(scenario);
  });
});

describe('README.md', () => {
  const [example] = blocksOf(readFileSync(path.resolve('README.md'), 'utf8'));

  it('runs its example', async () => run(await load(example?.code ?? '')));
});
