import { planUnderSamples } from '../../src/check/plan-under-samples';
import type { Engine, EngineContext, World } from '../../src/engine/types';
import type { Model } from '../../src/model/types';
import { access, plan, planned } from '../helpers/plans';
import { predicate, timeline } from '../helpers/timelines';

/** Of a hundred million rows 6 in 30,000 fail, and the others are done. */
const failed = predicate("(o.state = 'failed'::text)", 'state');
const done = predicate("(o.state = 'done'::text)", 'state');
const rowsOf = (sql: string): number =>
  sql.includes("'failed'") ? 20_000 : sql.includes("'done'") ? 99_980_000 : 1;

const states = {
  kind: 'weighted',
  values: [
    { value: 'done', weight: 4_999 },
    { value: 'failed', weight: 1 },
  ],
};
const model = {
  tables: [
    {
      sqlName: 'public.orders',
      rows: (scale: number) => scale,
      columns: [{ name: 'state', distribution: states }],
    },
  ],
} as unknown as Model;

const byState = plan({
  accesses: [access({ method: 'index', indexes: ['state_idx'], conditions: [failed] })],
});
const byTime = plan({
  accesses: [access({ method: 'index', indexes: ['created_idx'], filters: [failed] })],
});
const scales = [1e8];
const newest = timeline(() => byState, { query: 'newest', scales });
const count = timeline(() => plan({ accesses: [access({ filters: [done] })] }), {
  query: 'done',
  scales,
});

/** An engine whose samples of these numbers lead to another plan; with the worlds that were opened. */
function toyEngine(otherwise: (luck: number, target: string) => boolean) {
  const opened: Pick<EngineContext, 'luck' | 'settings'>[] = [];
  let open = 0;
  const engine = {
    visitsAreCheap: true,
    open({ luck = 0, settings }: EngineContext) {
      opened.push({ luck, settings });
      open += 1;
      const other = otherwise(luck, settings['default_statistics_target'] ?? '100');
      const world: Partial<World> = {
        planAt: (_scale, statements) =>
          Promise.resolve(
            statements.map(({ sql }) =>
              planned(
                sql === 'select 1' && other ? byTime : plan({ ...byState, rows: rowsOf(sql) }),
              ),
            ),
          ),
        close: () => Promise.resolve(void (open -= 1)),
      };
      return Promise.resolve(world as World);
    },
  } as Partial<Engine> as Engine;
  return { engine, opened, left: () => open };
}

async function under(
  { engine }: { readonly engine: Engine },
  timelines = [newest, count],
  samples?: number,
) {
  const context = { settings: {}, model } as unknown as EngineContext;
  const world = await engine.open(context);
  const found = await planUnderSamples({ engine, context, world, samples }, timelines);
  await world.close();
  return found;
}

test('a case with a value that is met seldom is planned under nine samples, and where they differ under a larger target', async () => {
  const toy = toyEngine((luck, target) => target === '100' && luck % 4 === 1);
  expect(await under(toy)).toEqual([
    {
      query: 'newest',
      case: 'common',
      condition: 'fresh',
      scale: 1e8,
      samples: 9,
      differing: 3,
      chosen: newest.ranges[0]?.points[0],
      other: { ...newest.ranges[0]?.points[0], plan: byTime },
      value: { relation: 'public.orders', column: 'state', expected: 6, sampled: 30_000 },
      raised: { target: 1_000, differing: 0 },
    },
  ]);
  const numbers = [1, 2, 3, 4, 5, 6, 7, 8, 9];
  expect(toy.opened.slice(1)).toEqual([
    ...numbers.map((luck) => ({ luck, settings: {} })),
    ...numbers.map((luck) => ({ luck, settings: { default_statistics_target: '1000' } })),
  ]);
  expect(toy.left()).toBe(0);
});

test('a common value is planned under no sample, and samples that agree under no larger target', async () => {
  const common = toyEngine(() => true);
  expect(await under(common, [count])).toEqual([]);
  expect(common.opened).toHaveLength(1);
  const agreeing = toyEngine(() => false);
  expect(await under(agreeing)).toEqual([]);
  expect(agreeing.opened).toHaveLength(10);
});

test('the number of samples that the scenario names goes for every case, and 0 ends it', async () => {
  const toy = toyEngine((luck) => luck === 2);
  const found = await under(toy, [newest, count], 3);
  expect(found.map(({ query, samples, differing }) => [query, samples, differing])).toEqual([
    ['newest', 3, 1],
    ['done', 3, 3],
  ]);
  const none = toyEngine(() => true);
  expect(await under(none, [newest], 0)).toEqual([]);
  expect(none.opened).toHaveLength(1);
});
