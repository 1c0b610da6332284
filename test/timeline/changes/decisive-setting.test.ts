import type { Plan } from '../../../src/plan/types';
import { decisiveSetting } from '../../../src/timeline/changes/decisive-setting';
import type { Replan } from '../../../src/timeline/types';
import type { Settings } from '../../../src/plan/types';
import { access, plan, planned } from '../../helpers/plans';

const index = plan({ accesses: [access({ method: 'index', indexes: ['orders_status_idx'] })] });
const scan = access();
const full = plan({ accesses: [scan] });
const parallel = plan({
  accesses: [scan],
  document: {
    root: { type: 'Gather', properties: { 'Workers Planned': 2 }, children: [] },
    rest: {},
  },
});

/** Asks on which setting the scan depends, with a planner that goes back to the index under some of them. */
async function ask(of: Plan, ...restoring: string[]) {
  const asked: Settings[] = [];
  const replan: Replan = (_point, settings) => {
    asked.push(settings);
    return Promise.resolve(planned(restoring.some((name) => name in settings) ? index : full));
  };
  const point = { scale: 1e6, plan: of, statement: { sql: 'select 1', parameters: [] } };
  const setting = await decisiveSetting(scan, point, replan);
  return { setting, asked: asked.map((settings) => Object.keys(settings).join()) };
}

test('the setting that brings the index back is decisive', async () => {
  expect((await ask(full, 'random_page_cost')).setting).toBe('random_page_cost');
});

test('without one that does there is none', async () => {
  expect(await ask(full)).toEqual({
    setting: undefined,
    asked: ['random_page_cost', 'work_mem', 'effective_cache_size'],
  });
});

test('settings of parallel plans are tried on parallel plans only, and last', async () => {
  const workers = 'max_parallel_workers_per_gather';
  expect((await ask(full, workers)).setting).toBeUndefined();
  const { setting, asked } = await ask(parallel, workers);
  expect(setting).toBe(workers);
  expect(asked.slice(-2)).toEqual(['min_parallel_table_scan_size', workers]);
  expect((await ask(parallel, workers, 'work_mem')).setting).toBe('work_mem');
});

test('where the index is back by itself nothing is asked', async () => {
  expect(await ask(index, 'work_mem')).toEqual({ setting: undefined, asked: [] });
});

test('a setting under which the statement cannot be planned decides nothing', async () => {
  const failing: Replan = () =>
    Promise.resolve({
      ok: false,
      failure: { message: 'no', statement: { sql: 'select 1', parameters: [] } },
    });
  const point = { scale: 1e6, plan: full, statement: { sql: 'select 1', parameters: [] } };
  expect(await decisiveSetting(scan, point, failing)).toBeUndefined();
});
