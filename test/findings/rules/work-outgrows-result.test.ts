import { untried } from '../../../src/findings/advice-text/tried-advice';
import { finding } from '../../../src/findings/finding';
import { workOutgrowsResult } from '../../../src/findings/rules/work-outgrows-result';
import type { PlanNode } from '../../../src/plan/types';
import { access, apply, node, planOf, timeline } from '../../helpers/timelines';
import type { AccessTrial } from '../../../src/trial/types';
import { measuredOf, trialOf } from '../work/trials';

const index = access({ method: 'index', indexes: ['orders_tenant_idx'] });
const grows = (
  cost: (scale: number) => number,
  rows: (scale: number) => number = () => 20,
  root: (scale: number) => PlanNode = () => node('Limit'),
) => timeline((scale) => planOf({ cost: cost(scale), rows: rows(scale) }, [index], root(scale)));

test('an index that yields ever more rows for the same page is an error', () => {
  const found = apply(
    workOutgrowsResult,
    grows((scale) => scale / 10),
  );
  expect(found).toMatchObject([{ kind: 'work-outgrows-result', severity: 'error', at: 1000 }]);
  expect(found[0]?.advice).toBe(untried);
});

test('so is a product of two tables, whatever it returns', () => {
  const [product] = apply(
    workOutgrowsResult,
    grows(
      (scale) => scale ** 2,
      (scale) => scale,
      () => node('Nested Loop', {}, node('Seq Scan'), node('Seq Scan')),
    ),
  );
  // What might help was not tried here, and is not named.
  expect(product).toMatchObject({ severity: 'error', advice: untried });
});

test.each([
  [
    'cost in step with the rows',
    grows(
      (scale) => scale,
      (scale) => scale / 3,
    ),
  ],
  ['a cost that hardly grows', grows((scale) => 1e4 * scale ** 0.2)],
  [
    'a sort of what is returned',
    grows(
      (scale) => scale * Math.log(scale),
      (scale) => scale,
    ),
  ],
  [
    'a look-up of as many rows, which share pages while the table is small',
    grows(
      (scale) => 10_700 * (scale / 1e9) ** 0.9,
      () => 3_000,
    ),
  ],
  ['a cost that hurts nobody', grows((scale) => scale / 1e7)],
  ['a cache that is outgrown', grows((scale) => (scale > 5e7 ? 60_000 : 1000))],
  [
    'an aggregate fed in step',
    grows(
      (scale) => scale,
      () => 1,
      (scale) => node('Aggregate', {}, node('Index Scan', { 'Plan Rows': scale / 9 })),
    ),
  ],
])('%s is fine', (_name, of) => {
  expect(apply(workOutgrowsResult, of)).toEqual([]);
});

test('three thousand rows for more than they are worth are an error as a page is', () => {
  const found = apply(
    workOutgrowsResult,
    grows(
      (scale) => scale / 10,
      () => 3_000,
    ),
  );
  expect(found).toMatchObject([{ severity: 'error' }]);
});

test('a growth that another plan ends is a warning, if it gets far', () => {
  const ended = (factor: number) =>
    timeline((scale) =>
      scale < 2e7
        ? planOf({ cost: scale * factor, rows: 20 }, [index])
        : planOf({ cost: 2e7 * factor, rows: 20 }, [
            access({ method: 'index', indexes: ['other'] }),
          ]),
    );
  expect(apply(workOutgrowsResult, ended(0.01))).toMatchObject([{ severity: 'warning' }]);
  expect(apply(workOutgrowsResult, ended(0.0001))).toEqual([]);
});

test('what a worse finding says already is not said again', () => {
  const of = grows((scale) => scale / 10);
  const lost = finding(of, 'index-lost', { why: '', advice: '' });
  expect(apply(workOutgrowsResult, of, { earlier: [lost] })).toEqual([]);
  expect(apply(workOutgrowsResult, of, { earlier: [{ ...lost, severity: 'info' }] })).toHaveLength(
    1,
  );
});

describe('as measured', () => {
  const tenant = access({ method: 'index', indexes: ['doses_tenant_idx'] });
  const changing = timeline((scale) =>
    planOf({ cost: 1, rows: 1 }, [scale < 3e7 ? tenant : access()]),
  );
  const tenth = trialOf({ pages: (n) => n / 40, rows: (n) => n / 10 });
  const all = trialOf({ pages: (n) => n / 50, rows: (n) => n });
  const few = trialOf({ pages: () => 4 });

  test('starts at the first size from which on no plan does better', () => {
    const found = apply(workOutgrowsResult, changing, {
      measured: measuredOf(changing, [tenth, all]),
    });
    expect(found).toMatchObject([{ severity: 'error', at: 1000 }]);
    expect(found[0]?.why).toContain(
      'Every access path from 1k to 1B rows does more work than the result needs.',
    );
  });

  test('starts where the plan that does better ends', () => {
    const found = apply(workOutgrowsResult, changing, {
      measured: measuredOf(changing, [few, all]),
    });
    expect(found).toMatchObject([{ severity: 'error', at: 1e8 }]);
    expect(found[0]?.why).toContain('The access path is the same from 100M to 1B rows.');
  });

  test('names foreign keys whose triggers read a table in full, and no others', () => {
    const check = {
      columns: ['room_id'],
      referenced: 'rooms',
      costs: { smallest: 20, largest: 1e7 },
    };
    const referential = [
      { ...check, relation: 'stays', inFull: true },
      { ...check, relation: 'keys', inFull: false },
    ];
    const [found] = apply(workOutgrowsResult, changing, {
      measured: measuredOf(changing, [all, all], { referential }),
    });
    expect(found?.why).toContain('the foreign key on stays (room_id) reads all of stays.');
    expect(found?.why).not.toContain('keys');
  });

  test('counts what a foreign key reads where the server refuses to run the statement', () => {
    const key = { relation: 'stays', columns: ['room_id'], referenced: 'rooms', inFull: true };
    const costs = { smallest: 20, largest: 1e7 };
    const runs = trialOf({ pages: () => 3 }).runs.map(({ size, statement }) => ({
      ...({
        outcome: 'failed',
        size,
        statement,
        message: 'violates "stays_room_id_fkey"',
      } as const),
    }));
    const refused: AccessTrial = { ...trialOf({ pages: () => 3 }), runs };
    const of = grows(() => 8);
    const found = (check: object, trial = refused) =>
      apply(workOutgrowsResult, of, {
        measured: measuredOf(of, [trial], { referential: [{ ...key, costs, ...check }] }),
      });
    expect(found({})).toMatchObject([{ severity: 'error', at: 1000 }]);
    expect(found({})[0]?.why).toContain('the foreign key on stays (room_id) reads stays, in full');
    expect(found({})[0]?.why).toContain('(violates "stays_room_id_fkey")');
    // An index answers the look-up; a small table; one of a fixed size; and what was measured is no matter of estimates.
    expect(found({ inFull: false })).toEqual([]);
    expect(found({ costs: { smallest: 2, largest: 900 } })).toEqual([]);
    expect(found({ costs: { smallest: 4_000, largest: 4_100 } })).toEqual([]);
    expect(found({}, trialOf({ pages: () => 3 }))).toEqual([]);
  });

  test('is a warning where a better plan follows', () => {
    const found = apply(workOutgrowsResult, changing, {
      measured: measuredOf(changing, [all, few]),
    });
    expect(found).toMatchObject([{ severity: 'warning', at: 1000 }]);
    expect(found[0]?.why).toContain('At larger sizes the planner chooses another plan.');
    const small = trialOf({ pages: () => 450, rows: () => 30_000 });
    const lasting = apply(workOutgrowsResult, changing, {
      measured: measuredOf(changing, [few, small], { runnersUp: [few] }),
    });
    expect(lasting).toMatchObject([{ severity: 'warning', at: 1e8 }]);
    expect(lasting[0]?.why).not.toContain('another plan.');
  });
});
