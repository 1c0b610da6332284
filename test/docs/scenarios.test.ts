import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readModel } from '../../src/check/read-model';
import { virtualEngine } from '../../src/engine/virtual/engine';
import { backlog, rows, share } from '../../src/model/amount';
import { mixture, phases } from '../../src/model/choices';
import { heapOrder } from '../../src/model/heap-order';
import * as distributions from '../../src/model/distributions';
import {
  fixed,
  growthKinds,
  perParent,
  power,
  ratio,
  saturating,
  upTo,
} from '../../src/model/growth';
import { skew } from '../../src/model/skew';
import { loadScenarios } from '../../src/scenario/sources/load';
import { profiles, resolveSettings } from '../../src/scenario/profiles';
import type { Scenario } from '../../src/scenario/types';
import { sharedTestServer, type TestServer } from '../helpers/server';
import { casesOf, inWorld } from '../helpers/world';

interface Block {
  /** Columns that it makes, by name, with their types; none in a whole module. */
  readonly columns: readonly (readonly [name: string, type: string])[];
  readonly code: string;
}

/** Blocks of code with `column <type>` or `columns <name> <type>, …` behind the language. */
function blocksOf(page: string): readonly Block[] {
  return [...page.matchAll(/^```ts(.*)\n([\s\S]*?)^```$/gm)].map(([, info = '', code = '']) => {
    const [, type] = /^ column (.*)$/.exec(info) ?? [];
    const [, list] = /^ columns (.*)$/.exec(info) ?? [];
    const one = type === undefined ? [] : [[/^(\w+):/.exec(code)?.[1] ?? '', type] as const];
    const several = (list?.split(', ') ?? []).map((each) => {
      const [name = '', ...words] = each.split(' ');
      return [name, words.join(' ')] as const;
    });
    return { columns: [...one, ...several], code };
  });
}

const page = readFileSync(path.resolve('docs/scenarios.md'), 'utf8');
const blocks = blocksOf(page);
const modules = blocks.filter(({ code }) => code.includes('export default'));
const columns = blocks.filter((block) => block.columns.length > 0);
const growth = { fixed, perParent, power, ratio, saturating, upTo };
/** The functions that an example of a column may call. */
const constructors = Object.entries({
  ...distributions,
  backlog,
  rows,
  share,
  heapOrder,
  mixture,
  phases,
  skew,
}).map(([name]) => name);

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

/** Row counts of the default scales: the first, whose rows are real, and the last, where a sample stands for them. */
const visited = [1e3, 1e9];

/** Plans every case of the example. */
async function run(scenario: Scenario): Promise<void> {
  const { scales } = virtualEngine;
  expect(scenario.definition.scales).toBeUndefined();
  expect(visited.every((scale) => scale >= scales.from && scale <= scales.to)).toBe(true);
  const { model } = await readModel(server, scenario, scales);
  await inWorld(
    server,
    virtualEngine,
    scenario,
    async (world) => {
      for (const scale of visited) {
        const outcomes = await world.planAt(scale, casesOf(scenario));
        expect(outcomes.map((outcome) => (outcome.ok ? 'planned' : outcome.failure))).toEqual(
          casesOf(scenario).map(() => 'planned'),
        );
      }
    },
    // Samples of 1,200 rows: that an example runs does not depend on their size.
    {
      model,
      settings: { default_statistics_target: '4', ...resolveSettings(scenario.definition) },
    },
  );
}

describe('docs/scenarios.md', () => {
  it('has scenarios and an example of every constructor', () => {
    expect(modules).toHaveLength(4);
    const shown = blocks.map(({ code }) => code).join('\n');
    for (const name of constructors) {
      expect([name, RegExp(`${name}[.(]`).test(shown)]).toEqual([name, true]);
    }
    for (const profile of Object.keys(profiles)) expect(page).toContain(`\`${profile}\``);
  });

  it.each(
    modules.map(({ code }) => [/description: '(.*)'|create table (\w+)/.exec(code)?.[0], code]),
  )('runs: %s', async (_, code) => run(await load(code ?? '')));

  it('runs the example of conditions', async () => {
    const [block] = blocks.filter(({ code }) => code.startsWith('conditions:'));
    const [shop] = modules;
    const scenario = await load(
      shop?.code.replace("driving: 'orders',", `driving: 'orders', ${block?.code}`) ?? '',
    );
    expect(scenario.conditions.map(({ label }) => label)).toEqual([
      'fresh',
      'worn',
      'busy',
      'since spring',
      'prepared',
    ]);
  });

  it('draws what the page says is drawn together', async () => {
    const calls = [
      ...page.matchAll(/^\| `((?:\.\.\.)?draw\.(?:list|row|near)\(.*?\))` +\| /gm),
    ].map(([, call = '']) => call);
    expect(calls).toHaveLength(4);
    const sql = `select * from orders where status = any($1) or customer_id = $2 and status = $3
      or created_at = $4 or created_at between $5 and $6`;
    const queries = `queries: { drawn: { sql: \`${sql}\`, cases: { all: [${calls.join(', ')}] } },`;
    await run(await load(modules[0]?.code.replace('queries: {', queries) ?? ''));
  });

  it('runs the example of every column', async () => {
    const all = columns.flatMap((block) => block.columns);
    const names = all.map(([name]) => name);
    const ddl = all.map(([name, type]) => `${name} ${type}`).join(', ');
    // A table for each rule of growth that the page names.
    const rules = [...page.matchAll(/^\| `(\w+\(.*?\))` +\| /gm)].map(([, rule = '']) => rule);
    const growths = rules.filter((rule) => Object.hasOwn(growth, rule.replace(/\(.*/, '')));
    expect(growths).toHaveLength(growthKinds.length);
    const grown = growths
      .map((_, k) => `create table grown_${k} (id bigint primary key);`)
      .join(' ');
    const grownTables = growths.map((rule, k) => `grown_${k}: { rows: ${rule.replace("'orders'", "'t'")}, columns: { id: serial() } },`).join(' '); // prettier-ignore
    const indexes = names.map((name) => `create index on t (${name});`).join(' ');
    const queries = names
      .map((name) => `${name}: { sql: 'select * from t where ${name} is null order by ${name}' }`)
      .join(', ');
    const scenario = await load(`
      import { ${constructors.join(', ')}, defineScenario, ${Object.keys(growth).join(', ')} } from 'plancliff';
      export default defineScenario({
        schema: \`create table customers (id bigint primary key); ${grown} create table t (${ddl}); ${indexes}\`, driving: 't',
        queries: { ${queries}, grown: { sql: '${growths.map((_, k) => `select id from grown_${k}`).join(' union all ')}' } },
        tables: { customers: { rows: ratio(0.1), columns: { id: serial() } }, ${grownTables} t: { columns: { ${columns.map(({ code }) => code).join('')} } } },
      });`);
    expect(new Set(names).size).toBe(names.length);
    await run(scenario);
  });
});

describe('README.md', () => {
  const [example] = blocksOf(readFileSync(path.resolve('README.md'), 'utf8'));

  it('runs its example', async () => run(await load(example?.code ?? '')));
});
