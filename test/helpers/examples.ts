import path from 'node:path';
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
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
import { resolveSettings } from '../../src/scenario/profiles';
import type { Scenario } from '../../src/scenario/types';
import type { TestServer } from './server';
import { casesOf, inWorld } from './world';

interface Block {
  /** Columns that it makes, by name, with their types; none in a whole module. */
  readonly columns: readonly (readonly [name: string, type: string])[];
  readonly code: string;
}

/** Blocks of code with `column <type>` or `columns <name> <type>, …` behind the language. */
export function blocksOf(page: string): readonly Block[] {
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

/** docs/scenarios.md */
export const page = readFileSync(path.resolve('docs/scenarios.md'), 'utf8');
export const blocks = blocksOf(page);
export const modules = blocks.filter(({ code }) => code.includes('export default'));
export const columns = blocks.filter((block) => block.columns.length > 0);
export const growth = { fixed, perParent, power, ratio, saturating, upTo };
/** The functions that an example of a column may call. */
export const constructors = Object.entries({
  ...distributions,
  backlog,
  rows,
  share,
  heapOrder,
  mixture,
  phases,
  skew,
}).map(([name]) => name);

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'plancliff-docs-'));
  symlinkSync(path.resolve('node_modules'), path.join(folder, 'node_modules'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The scenario of an example, as `plancliff check` loads it. */
export async function load(code: string): Promise<Scenario> {
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
export async function run(server: TestServer, scenario: Scenario): Promise<void> {
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

/** A scenario with the example of every column in one table, with an index on each if asked, and a table for each rule of growth. */
export function everyColumn(indexed: boolean): string {
  const all = columns.flatMap((block) => block.columns);
  const names = all.map(([name]) => name);
  const ddl = all.map(([name, type]) => `${name} ${type}`).join(', ');
  // A table for each rule of growth that the page names.
  const rules = [...page.matchAll(/^\| `(\w+\(.*?\))` +\| /gm)].map(([, rule = '']) => rule);
  const growths = rules.filter((rule) => Object.hasOwn(growth, rule.replace(/\(.*/, '')));
  expect(growths).toHaveLength(growthKinds.length);
  const grown = growths.map((_, k) => `create table grown_${k} (id bigint primary key);`).join(' ');
  const grownTables = growths.map((rule, k) => `grown_${k}: { rows: ${rule.replace("'orders'", "'t'")}, columns: { id: serial() } },`).join(' '); // prettier-ignore
  const indexes = names.map((name) => `create index on t (${name});`).join(' ');
  const queries = names
    .map((name) => `${name}: { sql: 'select * from t where ${name} is null order by ${name}' }`)
    .join(', ');
  expect(new Set(names).size).toBe(names.length);
  return `
      import { ${constructors.join(', ')}, defineScenario, ${Object.keys(growth).join(', ')} } from 'plancliff';
      export default defineScenario({
        schema: \`create table customers (id bigint primary key); ${grown} create table t (${ddl}); ${indexed ? indexes : ''}\`, driving: 't',
        queries: { ${queries}, grown: { sql: '${growths.map((_, k) => `select id from grown_${k}`).join(' union all ')}' } },
        tables: { customers: { rows: ratio(0.1), columns: { id: serial() } }, ${grownTables} t: { columns: { ${columns.map(({ code }) => code).join('')} } } },
      });`;
}
