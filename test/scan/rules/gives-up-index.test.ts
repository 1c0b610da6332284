import type { Plan } from '../../../src/plan/types';
import type { IndexFacts, SchemaFacts } from '../../../src/postgres/catalog/schema-facts';
import { givesUpIndex } from '../../../src/scan/rules/gives-up-index';
import { access, planOf, predicate } from '../../helpers/timelines';

const index = (name: string, columns: readonly (string | undefined)[], method = 'btree') =>
  ({ name, method, keys: columns.map((column) => ({ column })) }) as unknown as IndexFacts;
const facts = {
  tables: [
    {
      schema: 'public',
      name: 'lessons',
      indexes: [
        index('day', ['day']),
        index('day_room', ['day', 'room']),
        index('room_day', ['room', 'day']),
        index('brin_day', ['room', 'day'], 'brin'),
        index('lower', [undefined]),
      ],
    },
  ],
} as unknown as SchemaFacts;

const read = (cost: number, name: string | undefined, ...columns: readonly string[]): Plan =>
  planOf({ cost, rows: 1 }, [
    access({
      relation: 'lessons',
      method: name === undefined ? 'seq' : 'index',
      indexes: name === undefined ? [] : [name],
      conditions: columns.map((column) => predicate(`(l.${column} = $1)`, column)),
    }),
  ]);
const gives = (custom: Plan, generic: Plan) => givesUpIndex(custom, generic, facts);

const narrow = read(9, 'day', 'day');

test.each([
  ['a full scan', read(1_000, undefined)],
  ['an index that is read in full', read(1_000, 'day')],
  ['an index whose first column the condition is not about', read(1_000, 'room_day', 'day')],
])('%s gives the index up', (_, generic) => {
  expect(gives(narrow, generic)).toBe(true);
  // The planner itself expects little of the other plan.
  expect(gives({ ...narrow, cost: 600 }, generic)).toBe(false);
});

test.each([
  ['the same index', read(1e6, 'day', 'day')],
  ['another one that starts with the column', read(1e6, 'day_room', 'day')],
  ['one that more columns bound', read(1e6, 'room_day', 'room', 'day')],
  ['a BRIN index, whose columns have no order', read(1e6, 'brin_day', 'day')],
  ['an index on an expression of it', read(1e6, 'lower', 'day')],
])('%s reads the same rows, whatever its estimate', (_, generic) => {
  expect(gives(narrow, generic)).toBe(false);
});

test('fewer bounded columns count where the estimates are far apart', () => {
  const both = read(9, 'day_room', 'day', 'room');
  expect(gives(both, read(100, 'day', 'day'))).toBe(false);
  expect(gives(both, read(1_000, 'day', 'day'))).toBe(true);
});

test('nothing is given up where the values need no index', () => {
  expect(gives(read(9, undefined), read(1_000, undefined))).toBe(false);
  expect(gives(planOf({ cost: 0.01, rows: 0 }, []), read(1_000, undefined))).toBe(false);
});
