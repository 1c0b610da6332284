import { blocks, everyColumn, load, modules, page, run } from '../helpers/examples';
import { sharedTestServer, type TestServer } from '../helpers/server';

let server: TestServer;
beforeAll(async () => {
  server = await sharedTestServer();
});
afterAll(() => server?.close());

describe('docs/scenarios.md', () => {
  it.each(
    modules.map(({ code }) => [/description: '(.*)'|create table (\w+)/.exec(code)?.[0], code]),
  )('runs: %s', async (_, code) => run(server, await load(code ?? '')));

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
    await run(server, await load(modules[0]?.code.replace('queries: {', queries) ?? ''));
  });

  it('runs the example of every column under an index on each', async () =>
    run(server, await load(everyColumn(true))));
});
