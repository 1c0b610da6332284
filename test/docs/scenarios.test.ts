import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { compileModel } from '../../src/model/compile';
import { createPartition } from '../../src/model/partitions';
import { readCatalog } from '../../src/postgres/catalog';
import { loadScenarios } from '../../src/scenario/sources/load';
import { profiles } from '../../src/scenario/profiles';
import type { Scenario } from '../../src/scenario/types';
import { sharedTestServer, type TestServer } from '../helpers/server';

const page = readFileSync(path.resolve(__dirname, '../../docs/scenarios.md'), 'utf8');
const blocks = [...page.matchAll(/^```ts(.*)\n([\s\S]*?)^```$/gm)].map(
  ([, info = '', code = '']) => ({ type: /^ column (.*)$/.exec(info)?.[1], code }),
);
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

/** Makes the schema, a hundred rows of every table, and every case's drawn values. */
async function run(scenario: Scenario): Promise<void> {
  const database = await server.open(scenario.ddl);
  const { connection } = database;
  try {
    const model = compileModel(scenario, await readCatalog(connection));
    for (const table of model.tables) {
      for (const partition of table.partitionsAt?.(100) ?? []) {
        await connection.query(createPartition(table.sqlName, partition));
      }
      const list = table.columns.map(({ sqlName }) => sqlName).join(', ');
      const source = `select g.i, g.i as d from generate_series(1::bigint, ${table.rows(100)}) as g (i)`;
      const rows = model.rowSelect(table.name, 100, source);
      await connection.query(
        `insert into ${table.sqlName} (${list}) overriding system value ${rows}`,
      );
    }
  } finally {
    await database.end();
  }
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
    const imports = readFileSync(path.resolve('src/model/distributions.ts'), 'utf8').matchAll(/^export function (\w+)/gm); // prettier-ignore
    const scenario = await load(`
      import { ${[...imports].map(([, name]) => name).join(', ')}, defineScenario } from 'plancliff';
      export default defineScenario({
        schema: \`create table t (${ddl})\`, driving: 't', queries: { all: { sql: 'select 1' } },
        tables: { t: { columns: { ${columns.map(({ code }) => code).join('')} } } },
      });`);
    expect(new Set(names).size).toBe(columns.length);
    await run(scenario);
  });
});
