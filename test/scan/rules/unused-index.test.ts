import type { Probe } from '../../../src/generate/probes/types';
import type { IndexFacts, TableFacts } from '../../../src/postgres/catalog/schema-facts';
import { unusedIndex } from '../../../src/scan/rules/unused-index';
import type { ScannedCase } from '../../../src/scan/types';
import { access, planOf, predicate } from '../../helpers/timelines';

const key = {
  column: 'code',
  sql: 'code',
  type: 'text',
  descending: false,
  nullsFirst: false,
  operatorClass: 'text_minmax_ops',
  defaultClass: true,
  orders: false,
  operators: [],
};
const index = (name: string, method: string): IndexFacts => ({
  schema: 'public',
  name,
  method,
  unique: false,
  primary: false,
  columns: ['code'],
  definition: '',
  keys: [key],
  include: [],
  nullsNotDistinct: false,
});
const tableOf = (indexes: readonly IndexFacts[]): TableFacts => ({
  schema: 'public',
  name: 'codes',
  kind: 'table',
  persistence: 'permanent',
  inherits: [],
  columns: [
    {
      name: 'code',
      type: 'text',
      typeName: 'text',
      notNull: true,
      hasDefault: false,
      identity: '',
      generated: false,
      category: 'S',
    },
  ],
  indexes,
  foreignKeys: [],
  checks: [],
  hasPartitions: false,
});

const probe = (name: string, kind: Probe['kind'], of: string): Probe => ({
  name,
  kind,
  table: 'codes',
  index: of,
  sql: name,
  cases: {},
});
const planned = (
  of: Probe,
  read: { readonly index?: string; readonly cost: number },
): ScannedCase => ({
  probe: of,
  label: 'rare',
  points: [
    {
      scale: 1e6,
      statement: { sql: of.sql, parameters: [] },
      plan: planOf({ cost: read.cost, rows: 1 }, [
        access({
          relation: 'codes',
          method: read.index === undefined ? 'seq' : 'bitmap',
          indexes: read.index === undefined ? [] : [read.index],
          conditions: read.index === undefined ? [] : [predicate("(o.code = 'x')", 'code')],
          cost: read.cost,
        }),
      ]),
    },
  ],
});

const found = (
  indexes: readonly IndexFacts[],
  cases: readonly ScannedCase[],
  made = cases.map((each) => each.probe),
) =>
  unusedIndex({
    facts: { tables: [tableOf(indexes)] },
    model: { driving: 'codes', tables: [], inferences: [] },
    made,
    cases,
    rowsAt: () => 1e6,
    largest: 1e6,
  }).map(({ subject }) => subject);

const brin = index('codes_brin', 'brin');
const all = planned(probe('all', 'range', 'codes_brin'), { cost: 20_000 });
const one = probe('one', 'equality', 'codes_brin');

test('an index is unused where no plan reads by it, and where its plans save less than half of a full scan', () => {
  expect(found([brin], [all, planned(one, { cost: 20_000 })])).toEqual(['codes_brin']);
  expect(found([brin], [all, planned(one, { index: 'codes_brin', cost: 18_000 })])).toEqual([
    'codes_brin',
  ]);
});

test('BRIN that leads to more than half of the pages is unused, whatever the planner leaves out of the rows there', () => {
  // Of 20,000 a million rows are 10,000 at least, and the pages no more than the rest.
  expect(found([brin], [all, planned(one, { index: 'codes_brin', cost: 6000 })])).toEqual([
    'codes_brin',
  ]);
  const tree = index('codes_code', 'btree');
  const by = probe('by', 'equality', 'codes_code');
  const whole = planned(probe('whole', 'range', 'codes_code'), { cost: 20_000 });
  expect(found([tree], [whole, planned(by, { index: 'codes_code', cost: 6000 })])).toEqual([]);
});

test('and used where one saves more, or where no full scan was planned to compare with', () => {
  expect(found([brin], [all, planned(one, { index: 'codes_brin', cost: 400 })])).toEqual([]);
  expect(found([brin], [planned(one, { index: 'codes_brin', cost: 18_000 })])).toEqual([]);
});

test('nothing is said before all queries that it is for were planned', () => {
  expect(found([brin], [all], [all.probe, one])).toEqual([]);
});

test('of two equal indexes the planner takes either: the one that is not called redundant is used', () => {
  const twins = [index('a', 'btree'), index('b', 'btree')];
  const by = probe('by', 'equality', 'b');
  expect(
    found(twins, [
      all,
      planned(by, { index: 'b', cost: 10 }),
      planned(probe('a', 'equality', 'a'), { index: 'b', cost: 10 }),
    ]),
  ).toEqual([]);
});
