import { predicate, suggested } from '../situations';

const both = [
  predicate("(o.status = 'open'::text)", 'status'),
  predicate('(o.customer_id = 7)', 'customer_id'),
];
const sql = 'select * from orders o where status = $1 and customer_id = $2';
const off = (ratio: number) => new Map([['o#1/public.orders@main', ratio]]);

test('statistics on several columns are suggested where the rows of both together are misjudged', async () => {
  expect(
    await suggested('extended-statistics', { sql, filters: both, misestimates: off(40) }),
  ).toEqual([
    'create statistics orders_status_customer_id_stat on status, customer_id from public.orders; analyze public.orders',
  ]);
  expect(
    await suggested('extended-statistics', { sql, filters: both, misestimates: off(1.2) }),
  ).toEqual([]);
  expect(await suggested('extended-statistics', { sql, filters: both })).toEqual([]);
});

test('a higher target is suggested for one column that is misjudged by itself', async () => {
  const [one] = both;
  const filters = one === undefined ? [] : [one];
  expect(await suggested('statistics-target', { sql, filters, misestimates: off(0.1) })).toEqual([
    'alter table public.orders alter column status set statistics 1000; analyze public.orders',
  ]);
  expect(await suggested('statistics-target', { sql, filters, misestimates: off(1) })).toEqual([]);
  expect(
    await suggested('statistics-target', { sql, filters: both, misestimates: off(0.1) }),
  ).toEqual([]);
});

test('n_distinct is suggested where ANALYZE sees far fewer values than there are', async () => {
  const figure = { schema: 'public', relation: 'orders', column: 'customer_id', option: -0.02 };
  const wrong = [{ ...figure, believed: 3_900, real: 140_000 }];
  expect(await suggested('n-distinct', { sql, distinct: wrong })).toEqual([
    'alter table public.orders alter column customer_id set (n_distinct = -0.02); analyze public.orders',
  ]);
  const right = [{ ...figure, believed: 100_000, real: 140_000 }];
  expect(await suggested('n-distinct', { sql, distinct: right })).toEqual([]);
});

describe('a setting', () => {
  test('asks for the plan of the values where the generic one is in force', async () => {
    expect(
      await suggested('setting', { sql, settings: { plan_cache_mode: 'force_generic_plan' } }),
    ).toContain("set plan_cache_mode = 'force_custom_plan'");
    expect(await suggested('setting', { sql, settings: { random_page_cost: '1.1' } })).toEqual([]);
  });

  test('asks for memory where a subplan is not hashed', async () => {
    const root = (filter: string) => ({
      type: 'Seq Scan',
      properties: { Filter: filter },
      children: [],
    });
    const settings = { random_page_cost: '1.1' };
    const given = { sql, settings, access: { method: 'index' } } as const;
    expect(
      await suggested('setting', { ...given, root: root('(NOT (ANY (id = (SubPlan 1).col1)))') }),
    ).toEqual(["set work_mem = '256MB'"]);
    expect(
      await suggested('setting', {
        ...given,
        root: root('(NOT (ANY (id = (hashed SubPlan 1).col1)))'),
      }),
    ).toEqual([]);
  });
});
