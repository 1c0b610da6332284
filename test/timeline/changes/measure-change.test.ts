import { measureChange } from '../../../src/timeline/changes/measure-change';
import type { Replan } from '../../../src/timeline/types';
import type { Settings } from '../../../src/plan/types';
import type { AccessPath, Plan } from '../../../src/plan/types';
import { access, plan, planned } from '../../helpers/plans';

const statement = { sql: 'select 1', parameters: [] };
const at = (scale: number, of: Plan) => ({ scale, plan: of, statement });
const index = access({ method: 'index', indexes: ['orders_status_idx'] });
const full = access({ rows: 30_000 });
const items = (parts: Partial<AccessPath>) =>
  access({ occurrence: 'i/public.items', alias: 'i', relation: 'items', ...parts });

const before = at(990, plan({ cost: 99, accesses: [index] }));
const after = at(1000, plan({ cost: 100, accesses: [full] }));

/** Plans with `enable_seqscan` off as given, and all else as it was. */
const denying =
  (denied: Plan, others: (settings: Settings) => Plan = () => after.plan): Replan =>
  (_point, settings) =>
    Promise.resolve(planned('enable_seqscan' in settings ? denied : others(settings)));

const measure = (replan: Replan, from = before, to = after) =>
  measureChange(from, to, replan, (_relation, scale) => scale * 100);

test('a lost index is priced with full scans off', async () => {
  const change = await measure(denying(plan({ cost: 130, accesses: [index] })));
  expect(change).toMatchObject({ chosenCost: 100, keptCost: 130, selectivity: 0.3 });
});

test('without another way there is no price', async () => {
  const change = await measure(denying(plan({ cost: 130, accesses: [full] })));
  expect(change).toMatchObject({ chosenCost: 100, selectivity: 0.3 });
  expect(change.keptCost).toBeUndefined();
});

test('the penalty that older majors put on disabled nodes is taken out', async () => {
  const cost = (denied: number) => measure(denying(plan({ cost: denied, accesses: [index] })));
  expect((await cost(2e10 + 130)).keptCost).toBeCloseTo(130);
  // A figure below that of the plan that was chosen cannot be right.
  expect((await cost(1e10 + 20)).keptCost).toBeUndefined();
});

test('a price that moved another table too is none', async () => {
  const joined = (rest: AccessPath) => plan({ cost: 150, accesses: [index, rest] });
  const from = at(990, plan({ accesses: [index, items({})] }));
  const to = at(1000, plan({ cost: 100, accesses: [full, items({})] }));
  const kept = await measure(denying(joined(items({}))), from, to);
  expect(kept.keptCost).toBe(150);
  const moved = await measure(
    denying(joined(items({ method: 'index', indexes: ['i'] }))),
    from,
    to,
  );
  expect(moved.keptCost).toBeUndefined();
});

test('a price that gave another occurrence the access of this one is none', async () => {
  const other = (parts: Partial<AccessPath>) =>
    access({ occurrence: 'p/public.orders', alias: 'p', ...parts });
  const byIndex = { method: 'index', indexes: ['orders_status_idx'] } as const;
  const from = at(990, plan({ accesses: [index, other({})] }));
  const to = at(1000, plan({ cost: 100, accesses: [full, other({})] }));
  const kept = plan({ cost: 150, accesses: [index, other({})] });
  expect((await measure(denying(kept), from, to)).keptCost).toBe(150);
  const moved = plan({ cost: 150, accesses: [index, other(byIndex)] });
  expect((await measure(denying(moved), from, to)).keptCost).toBeUndefined();
});

test('an index in place of another can not be priced, an index in place of none can', async () => {
  const other = at(
    1000,
    plan({ cost: 100, accesses: [access({ method: 'index', indexes: ['b'] })] }),
  );
  const asked: Settings[] = [];
  const replan: Replan = (_point, settings) => {
    asked.push(settings);
    return Promise.resolve(planned(plan({ cost: 140, accesses: [full] })));
  };
  expect((await measure(replan, before, other)).keptCost).toBeUndefined();
  expect(asked).toEqual([]);
  const gained = await measure(replan, at(990, plan({ accesses: [full] })), other);
  expect(gained.keptCost).toBe(140);
  expect(asked).toEqual([
    { enable_indexscan: 'off', enable_indexonlyscan: 'off', enable_bitmapscan: 'off' },
  ]);
});

test('an index that an occurrence gains is denied to it alone where others use indexes too', async () => {
  const byIndex = (parts: Partial<AccessPath>) => ({ method: 'index', ...parts }) as const;
  const other = items(byIndex({ indexes: ['i'] }));
  const found = access(byIndex({ indexes: ['b'] }));
  const sql = 'select 1 from orders o join items i on i.id = o.id';
  const gained = {
    ...at(1000, plan({ cost: 100, accesses: [found, other] })),
    statement: { sql, parameters: [] },
  };
  const asked: string[] = [];
  const replan: Replan = ({ statement: { sql: text } }, settings) => {
    asked.push(text);
    const sampled = text.includes('tablesample');
    const moved = 'enable_indexscan' in settings ? items({}) : other;
    return Promise.resolve(
      planned(plan({ cost: 150, accesses: [access(sampled ? { method: 'sample' } : {}), moved] })),
    );
  };
  const from = at(990, plan({ accesses: [full, other] }));
  expect((await measure(replan, from, gained)).keptCost).toBe(150);
  expect(asked).toEqual([
    'select 1 from orders o tablesample pg_catalog.bernoulli (100)  join items i on i.id = o.id',
  ]);
});

test('a plan that fails under other settings leaves its figure out', async () => {
  const failing: Replan = () =>
    Promise.resolve({ ok: false, failure: { message: 'no', statement } });
  expect(await measure(failing)).toMatchObject({ chosenCost: 100, selectivity: 0.3 });
});
