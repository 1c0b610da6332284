import { readFileSync } from 'node:fs';
import path from 'node:path';
import { growthKinds } from '../../src/model/growth';
import { profiles } from '../../src/scenario/profiles';
import {
  blocks,
  blocksOf,
  columns,
  constructors,
  growth,
  load,
  modules,
  page,
  run,
} from '../helpers/examples';
import { sharedTestServer, type TestServer } from '../helpers/server';

let server: TestServer;
beforeAll(async () => {
  server = await sharedTestServer();
});
afterAll(() => server?.close());

describe('docs/scenarios.md', () => {
  it('has scenarios and an example of every constructor', () => {
    expect(modules).toHaveLength(4);
    const shown = blocks.map(({ code }) => code).join('\n');
    for (const name of constructors) {
      expect([name, RegExp(`${name}[.(]`).test(shown)]).toEqual([name, true]);
    }
    for (const profile of Object.keys(profiles)) expect(page).toContain(`\`${profile}\``);
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
    await run(server, scenario);
  });
});

describe('README.md', () => {
  const [example] = blocksOf(readFileSync(path.resolve('README.md'), 'utf8'));

  it('runs its example', async () => run(server, await load(example?.code ?? '')));
});
