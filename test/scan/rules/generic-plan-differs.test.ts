import type { Probe } from '../../../src/generate/probes/types';
import type { Plan } from '../../../src/plan/types';
import { compareGeneric } from '../../../src/scan/generic-plans';
import { genericPlanDiffers } from '../../../src/scan/rules/generic-plan-differs';
import type { GenericPlan, ScannedCase } from '../../../src/scan/types';
import { access, planOf, predicate } from '../../helpers/timelines';

const probe: Probe = {
  kind: 'equality',
  name: 'by state',
  table: 'orders',
  index: 'orders_state',
  sql: 'select * from orders where state = $1',
  cases: {},
};
const inFull = (cost: number): Plan => ({
  ...planOf({ cost, rows: 1 }, [
    access({ relation: 'orders', method: 'seq', indexes: [], conditions: [] }),
  ]),
  accessSignature: 'seq',
});
const byIndex = (cost: number): Plan => ({
  ...planOf({ cost, rows: 1 }, [
    access({
      relation: 'orders',
      method: 'index',
      indexes: ['orders_state'],
      conditions: [predicate("(o.state = 'x')", 'state')],
    }),
  ]),
  accessSignature: 'index',
});
const caseOf = (label: string, plan: Plan): ScannedCase => ({
  probe,
  label,
  points: [{ scale: 1e6, plan, statement: { sql: probe.sql, parameters: [label] } }],
});

const compare = (plan: Plan, ...cases: readonly ScannedCase[]): GenericPlan | undefined =>
  compareGeneric({ probe, scale: 1e6, plan }, cases, { cpu_operator_cost: '0.0025' });

const found = (...generic: readonly (GenericPlan | undefined)[]) =>
  genericPlanDiffers({
    facts: { tables: [] },
    model: { driving: 'orders', tables: [], inferences: [] },
    made: [],
    cases: [],
    generic: generic.flatMap((each) => each ?? []),
    rowsAt: () => 1e6,
    largest: 1e6,
  });

const common = caseOf('common', inFull(1_000));
const rare = caseOf('rare', byIndex(900));

test('auto takes the generic plan where it costs less than the custom ones with their planning, of all cases', () => {
  // 1000 * cpu_operator_cost * (tables + 1) for planning: 5 for one table.
  expect(compare(inFull(954), common, rare)).toMatchObject({ customCost: 955, auto: 'generic' });
  expect(compare(inFull(956), common, rare)).toMatchObject({ auto: 'custom' });
  expect(compare(inFull(954), common, rare)?.differing).toEqual([rare]);
  expect(compare(inFull(954))).toBeUndefined();
});

const few = caseOf('rare', byIndex(9));

test('a finding names the value that loses its index', () => {
  const [finding] = found(compare(inFull(500), common, few));
  expect(finding).toMatchObject({ kind: 'generic-plan-differs', subject: 'orders_state' });
  expect(finding?.title).toContain('from the sixth execution on (case rare)');
  expect(finding?.query).toBe("select * from orders where state = 'rare'");
});

test('none where the plan stops early, which a trial judges', () => {
  const first = { ...probe, sql: `${probe.sql} order by id limit 20` };
  const compared = compare(inFull(500), common, few);
  expect(found(compared && { ...compared, probe: first })).toEqual([]);
});

test('none where the server goes on planning anew, and where the generic plan keeps the index', () => {
  expect(found(compare(inFull(520), common, few))).toEqual([]);
  expect(found(compare(byIndex(10), common, rare))).toEqual([]);
  expect(found(compare(byIndex(10), rare))).toEqual([]);
});

test('none where the custom plan reads nothing: null is equal to nothing', () => {
  const nothing = { ...planOf({ cost: 0.01, rows: 0 }, []), accessSignature: 'result' };
  const none = caseOf('null', nothing);
  expect(found(compare(byIndex(8), rare, none))).toEqual([]);
});

test('none where the case gains little by its index', () => {
  // 900 beside 954: a BRIN index over values without an order.
  expect(found(compare(inFull(954), common, rare))).toEqual([]);
});
