import { thrownBy } from '../../helpers/thrown';
import { bool, caseWith, constant, draw, serial } from 'plancliff';
import { readDefinition } from '../../../src/scenario/validate/read-definition';

const origin = { path: '/p/scenarios/a.ts', file: 'scenarios/a.ts', source: '' };
const right = {
  schema: 'create table a (b int)',
  driving: 'a',
  tables: { a: { columns: { b: constant(1) } } },
  queries: { all: { sql: 'select * from a' } },
};
const query = (of: object) => ({ ...right, queries: { q: of } });
const column = (of: unknown) => ({ ...right, tables: { a: { columns: { b: of } } } });
const one = { sql: 'select $1', cases: { x: [1] } };

function cyclic(): unknown {
  const value: { a: unknown[] } = { a: [] };
  value.a.push(value);
  return value;
}

const staleHint =
  "Or write { rows: '50k' } for rows that ANALYZE has not seen, { at: '1m' } for the rows that it has seen.";

const wrong: readonly (readonly [object: unknown, message: string, hint?: string])[] = [
  [null, 'the default export is null; must be an object'],
  [[], 'the default export is an array; must be an object'],
  [{ ...right, drivin: 'a' }, 'drivin is unknown', "Did you mean 'driving'?"],
  [{ ...right, name: 'a/b' }, "name is 'a/b'; must be usable as a file name"],
  [{ ...right, schema: undefined }, 'schema is missing'],
  [{ ...right, schema: 'a.sql' }, "schema is 'a.sql'; must be DDL", "Write schema: { file: 'a.sql' }."],
  [{ ...right, schema: { file: 'no.sql' } }, "schema.file: 'no.sql' can't be read", "The path is relative to the scenario's own file."],
  [{ ...right, driving: 'aa' }, "driving is 'aa', which is not in tables", "Did you mean 'a'?"],
  [{ ...right, tables: {} }, 'tables is empty; must contain at least one table'],
  [{ ...right, tables: { a: { column: {} } } }, 'tables.a.column is unknown', "Did you mean 'columns'?"],
  [{ ...right, tables: { a: {} } }, 'tables.a.columns is missing'],
  [{ ...right, tables: { a: { columns: {}, rows: 5 } } }, 'tables.a.rows is 5; must be a rule', 'Write fixed(5), ratio(…) or perParent(…).'],
  [{ ...right, tables: { a: { columns: {}, rows: { kind: 'fixed', rows: 0 } } } }, 'tables.a.rows: fixed: rows is 0; must be at least 1'],
  [column(serial), 'tables.a.columns.b is serial() itself; call it, and give what it returns'],
  [column(5), 'tables.a.columns.b is 5; must be a distribution, e.g. uniformInt(1, 100)'],
  [column({ kind: 'serail' }), "tables.a.columns.b.kind is 'serail'", "Did you mean 'serial'?"],
  [column({ ...bool(0.5), shar: 1 }), 'tables.a.columns.b.shar is unknown', "Did you mean 'share'?"],
  [column({ ...bool(0.5), share: 5 }), 'tables.a.columns.b: bool: share is 5; must be at most 1'],
  [{ ...right, profile: 'ssd-8bg' }, "unknown profile 'ssd-8bg'", "Did you mean 'ssd-8gb'?"],
  [{ ...right, settings: { work_mem: {} } }, 'settings.work_mem is an object; must be a text, a number or a boolean'],
  [{ ...right, rules: { 'no-indx': 'off' } }, "rules['no-indx'] is unknown", "Did you mean 'no-index'?"],
  [{ ...right, rules: { 'no-index': 'of' } }, "rules.no-index is 'of'", "Did you mean 'off'?"],
  [{ ...right, scales: '1k..x' }, 'scales: cannot read the scales "1k..x"', expect.any(String) as string],
  [{ ...right, seed: 1.5 }, 'seed is 1.5; must be a whole number'],
  [{ ...right, clock: 'noon' }, "clock is 'noon'; must be an ISO 8601 time such as '2026-01-01T00:00:00Z'"],
  [{ ...right, conditions: [{ label: 'fresh' }] }, "conditions[0].label is 'fresh', which another condition is called"],
  [{ ...right, conditions: [{ label: 'worn', bloat: 2 }] }, 'conditions[0].bloat is 2; must be a number from 0 to 0.95'],
  ...[1, 0.5, NaN, '2'].map((stale) => [{ ...right, conditions: [{ label: 'old', stale }] }, `conditions[0].stale is ${typeof stale === 'string' ? `'${stale}'` : stale}; must be a number above 1`, staleHint] as const),
  [{ ...right, conditions: [{ label: 'worn', bloated: 2 }] }, 'conditions[0].bloated is unknown', "Did you mean 'bloat'?"],
  [{ ...right, conditions: [{ label: 'generic', plan: 'generik' }] }, "conditions[0].plan is 'generik'", "Did you mean 'generic'?"],
  [{ ...right, conditions: [{ label: 'worn', tables: { aa: { bloat: 0.1 } } }] }, 'conditions[0].tables.aa is no table of the scenario', "Did you mean 'a'?"],
  [{ ...right, conditions: [{ label: 'worn', tables: {} }] }, 'conditions[0].tables is empty; must contain at least one table'],
  [{ ...right, conditions: [{ label: 'worn', tables: { a: { indexBloat: 1 } } }] }, 'conditions[0].tables.a.indexBloat is 1; must be a number from 0 to 0.9'],
  [{ ...right, conditions: [{ label: 'worn', indexes: 'grwn' }] }, "conditions[0].indexes is 'grwn'", "Did you mean 'grown'?"],
  [{ ...right, conditions: [{ label: 'worn', tables: { a: { label: 'x' } } }] }, 'conditions[0].tables.a.label is unknown', expect.any(String) as string],
  [{ ...right, conditions: [{ label: 'old', stale: {} }] }, 'conditions[0].stale must have either `rows` or `at`'],
  [{ ...right, conditions: [{ label: 'old', stale: { rows: 5, at: 5 } }] }, 'conditions[0].stale must have either `rows` or `at`'],
  [{ ...right, conditions: [{ label: 'old', stale: { rows: 'x' } }] }, 'conditions[0].stale.rows: "x" is not a row count', expect.any(String) as string],
  [{ ...right, conditions: [{ label: 'old', stale: { at: true } }] }, "conditions[0].stale.at is true; must be a row count such as '50k'"],
  [{ ...right, locale: 'xx_YY' }, "locale is 'xx_YY', which is no locale of ICU", expect.stringContaining("e.g. 'en_US'") as string],
  [{ ...right, samples: -1 }, 'samples is -1; must be a whole number from 0 to 100'],
  [{ ...right, samples: '9' }, "samples is '9'; must be a whole number from 0 to 100"],
  [{ ...right, role: 7 }, 'role is 7; must be a text'],
  [{ ...right, set: 'x' }, "set is 'x'; must be an object, e.g. { 'app.tenant': '7' }"],
  [{ ...right, set: { role: 'app' } }, 'set.role is no setting here', "Write role: 'app' beside it."],
  [{ ...right, types: ['int'] }, 'types is unknown', expect.any(String) as string],
  [query({ ...one, set: { 'app.tenant': null } }), "queries.q.set['app.tenant'] is null; must be a text, a number, a boolean or a drawn value"],
  [query({ ...one, set: { 'app.tenant': draw.common('aa.b') } }), "queries.q.set['app.tenant'] draws from 'aa.b', but tables has no 'aa'", "Did you mean 'a'?"],
  [query({ ...one, plan: 'custm' }), "queries.q.plan is 'custm'", "Did you mean 'custom'?"],
  [query({ ...one, types: 'int' }), "queries.q.types is 'int'; must be an array of types, in the order of $1, $2, …"],
  [query({ ...one, types: ['int', 'int'] }), 'queries.q.types has 2 types; the SQL has 1 parameter'],
  [query({ ...one, types: ["int'; drop"] }), "queries.q.types[0] is 'int'; drop'; must be the name of a type, e.g. 'numeric'"],
  [query({ ...one, cases: { x: caseWith([1], { role: '' }) } }), "queries.q.cases.x.role is ''; must be a text"],
  [query({ ...one, cases: { x: caseWith([1, 2], { role: 'app' }) } }), 'queries.q.cases.x has 2 values; the SQL has 1 parameter'],
  [query({ ...one, cases: { x: { ...caseWith([1], {}), rle: 'app' } } }), 'queries.q.cases.x.rle is unknown', "Did you mean 'role'?"],
  [{ ...right, queries: {} }, 'queries is empty; must contain at least one query'],
  [{ ...right, queries: { 'a / b': one } }, "queries['a / b'] contains ' / ', which separates a query from its case"],
  [{ ...right, queries: { 'a\nb': one } }, "queries['a\nb'] contains a line break or a control character"],
  [query({}), 'queries.q has neither `sql` nor `build`'],
  [query({ sql: 'select 1', build: () => 0 }), 'queries.q has both `sql` and `build`; must have one of them'],
  [query({ build: 'select 1' }), "queries.q.build is 'select 1'; must be a function that returns the query", 'Write build: (values) => db.selectFrom(…).'],
  [query({ sql: 'select $1' }), 'queries.q.cases is missing: the SQL has a parameter', expect.any(String) as string],
  [query({ ...one, cases: { x: [1, 2] } }), 'queries.q.cases.x has 2 values; the SQL has 1 parameter'],
  [query({ ...one, cases: { x: { a: 1 } } }), 'queries.q.cases.x is an object; must be an array, in the order of $1, $2, …'],
  [query({ build: () => 0, cases: { x: [1] } }), 'queries.q.cases.x is an array; must be an object of named values'],
  [query({ ...one, cases: { x: [draw.common('aa.b')] } }), "queries.q.cases.x[0] draws from 'aa.b', but tables has no 'aa'", "Did you mean 'a'?"],
  [query({ ...one, cases: { x: [[draw.common('aa.b')]] } }), "queries.q.cases.x[0][0] draws from 'aa.b', but tables has no 'aa'", "Did you mean 'a'?"],
  [query({ ...one, cases: { x: [{ draw: 'comon', from: 'a.b' }] } }), "queries.q.cases.x[0].draw is 'comon'", "Did you mean 'common'?"],
  [query({ ...one, cases: { x: [undefined] } }), 'queries.q.cases.x[0] is undefined; must be a value', 'Write null for NULL.'],
  [query({ ...one, cases: { x: [Symbol('s')] } }), 'queries.q.cases.x[0] is Symbol(s); must be a value'],
  [query({ ...one, cases: { x: [new Date(NaN)] } }), 'queries.q.cases.x[0] is an invalid Date'],
  [query({ ...one, cases: { x: [[new Map()]] } }), 'queries.q.cases.x[0][0] is a Map, which PostgreSQL cannot receive', 'Give it as an object.'],
  [query({ build: () => 0, cases: { x: { a: new Set() } } }), 'queries.q.cases.x.a is a Set, which PostgreSQL cannot receive', 'Give it as an array.'],
  [query({ ...one, cases: { x: new Array(1) } }), 'queries.q.cases.x[0] is undefined; must be a value', 'Write null for NULL.'],
  [query({ ...one, cases: { x: [['a', undefined]] } }), 'queries.q.cases.x[0][1] is undefined; must be a value', 'Write null for NULL.'],
  [query({ build: () => 0, cases: { x: { a: undefined } } }), 'queries.q.cases.x.a is undefined; must be a value', 'Write null for NULL.'],
  [query({ build: () => 0, cases: { x: { a: { b: [undefined] } } } }), 'queries.q.cases.x.a.b[0] is undefined; must be a value', 'Write null for NULL.'],
  [query({ ...one, cases: { x: [cyclic()] } }), 'queries.q.cases.x[0].a[0] contains itself; PostgreSQL cannot receive it'],
  [query({ ...one, case: {} }), 'queries.q.case is unknown', "Did you mean 'cases'?"],
  [query({ ...one, cases: { x: [draw.common] } }), 'queries.q.cases.x[0] is common() itself; call it'],
  [query({ ...one, expect: { indx: 'a' } }), 'queries.q.expect.indx is unknown', "Did you mean 'index'?"],
  [query({ ...one, expect: { index: 'a', upTo: 'far' } }), 'queries.q.expect.upTo: "far" is not a row count', expect.any(String) as string],
  [query({ ...one, expect: [{ index: 'a', cases: ['y'] }] }), "queries.q.expect[0].cases[0] is 'y'", "Did you mean 'x'?"],
  [query({ ...one, allow: { kind: 'no-index' } }), 'queries.q.allow.reason is missing'],
  [query({ ...one, allow: { kind: 'noindex', reason: 'r' } }), "queries.q.allow.kind is 'noindex'", "Did you mean 'no-index'?"],
]; // prettier-ignore

describe('readDefinition', () => {
  it('keeps the reason of a value that another reader refuses', () => {
    const origin = { path: '/one.ts', file: 'one.ts', source: '' };
    const read = (): unknown => readDefinition({ ...right, scales: '1m..1k' }, origin);
    expect(read).toThrow('one.ts: scales: cannot read the scales "1m..1k"');
    try {
      read();
    } catch (error) {
      expect(error).toMatchObject({
        reason: 'a range goes from a smaller row count to a larger one',
      });
    }
  });

  it.each(wrong.map(([value, message, hint]) => ({ value, message, hint })))(
    'refuses: $message',
    ({ value, message, hint }) => {
      expect(thrownBy(() => readDefinition(value, origin))).toMatchObject({
        code: 'scenario',
        message: `scenarios/a.ts: ${message}`,
        hint,
      });
    },
  );

  it('refuses a query that the source names twice', () => {
    const source = "export default { queries: {\n all: { sql: '1' },\n all: { sql: '2' } } }";
    expect(() => readDefinition(right, { ...origin, source })).toThrow(
      'scenarios/a.ts: queries.all occurs twice; the second is in line 3',
    );
  });

  it.each([
    ['the default export', { ...right, __proto__: { role: 'app' } }],
    ['tables.a.columns', { ...right, tables: { a: { columns: { __proto__: constant(1) } } } }],
    ['queries', { ...right, queries: { all: one, __proto__: one } }],
    ['queries.q.cases', query({ ...one, cases: { x: [1], __proto__: [2] } })],
  ])('refuses keys that JavaScript took for the prototype of %s', (place, definition) => {
    expect(() => readDefinition(definition, origin)).toThrow(
      `scenarios/a.ts: ${place} has a prototype with keys of its own; they would be lost`,
    );
  });

  it('takes the names that every object inherits for names', () => {
    const names = ['__proto__', 'constructor', 'toString'];
    const of = <Value>(value: Value) => Object.fromEntries(names.map((name) => [name, value]));
    const { queries } = readDefinition(
      { ...right, queries: of({ ...one, cases: of([7]) }) },
      origin,
    );
    expect(queries.map(({ name }) => name)).toEqual(names);
    for (const { cases } of queries) {
      expect(cases.map(({ label, values, session }) => [label, values, session])).toEqual(
        names.map((label) => [label, [7], undefined]),
      );
    }
  });

  it('takes what is right, and puts the fresh condition first', () => {
    const worn = { label: 'worn', bloat: 0.4, stale: 10, notVisible: 0.3 };
    const generic = { label: 'generic', plan: 'generic' };
    const scenario = readDefinition(
      { ...right, seed: 7, scales: '1k..1m', conditions: [worn, generic] },
      origin,
    );
    expect(scenario).toMatchObject({
      name: 'a',
      seed: 7,
      conditions: [{ label: 'fresh' }, worn, generic],
    });
    expect(scenario.queries[0]?.position).toEqual({ file: 'scenarios/a.ts', line: 1, column: 1 });
  });
});

test('a case has the session of its query and its scenario, but for what it says itself', () => {
  const { queries } = readDefinition(
    {
      ...right,
      role: 'app',
      set: { 'app.tenant': 1, 'app.user': 'u' },
      queries: {
        plain: { sql: 'select 1' },
        own: {
          ...one,
          set: { 'app.tenant': draw.common('a.b') },
          plan: 'auto',
          cases: { x: [1], y: caseWith([2], { role: 'admin', types: ['int'], plan: 'custom' }) },
        },
      },
    },
    origin,
  );
  const sessions = queries.flatMap(({ cases }) =>
    cases.map(({ values, session }) => [values, session]),
  );
  const set = { 'app.tenant': draw.common('a.b'), 'app.user': 'u' };
  expect(sessions).toEqual([
    [[], { role: 'app', set: { 'app.tenant': 1, 'app.user': 'u' } }],
    [[1], { role: 'app', plan: 'auto', set }],
    [[2], { role: 'admin', plan: 'custom', types: ['int'], set }],
  ]);
});
