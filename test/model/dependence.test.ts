import { type Dependence, dependenceOf } from '../../src/model/dependence';
import { backlog, rows, share } from '../../src/model/amount';
import { mixture, phases } from '../../src/model/choices';
import * as d from '../../src/model/distributions';
import type { Amount, Distribution, Model, TableModel, UniqueRole } from '../../src/model/types';

const parents: Partial<TableModel> = { name: 'parents', rows: (scale) => scale / 10 };
const countries: Partial<TableModel> = { name: 'countries', rows: () => 200 };
const model = {
  table: (name: string) => (name === 'countries' ? countries : parents),
} as unknown as Model;

function dependence(
  of: Distribution,
  others: { readonly [name: string]: Distribution } = {},
  role?: UniqueRole,
) {
  const columns = Object.entries({ c: of, ...others }).map(([name, distribution]) => ({
    name,
    sqlName: name,
    type: 'bigint',
    distribution,
    ...(name === 'c' ? { role } : {}),
  }));
  return dependenceOf(of, { model, table: { name: 't', columns } });
}

const span = { from: '2024-01-01', to: '2025-01-01' };
const none: Dependence = {
  draws: 'none',
  row: 'none',
  rises: false,
  rowCount: false,
  raw: 'none',
  follows: false,
};

/** One example of every kind: without one this does not compile. */
const examples: {
  readonly [Kind in Distribution['kind']]: readonly [
    Distribution & { readonly kind: Kind },
    Partial<Dependence>,
  ];
} = {
  serial: [
    { kind: 'serial', start: 1 },
    { row: 'number', rises: true },
  ],
  uniform: [{ kind: 'uniform', min: 0, max: 9, integer: true }, { draws: 'one' }],
  'uniform-distinct': [
    { kind: 'uniform-distinct', perRow: 0.1 },
    { draws: 'one', rowCount: true },
  ],
  normal: [{ kind: 'normal', mean: 0, deviation: 1, integer: false }, { draws: 'one' }],
  zipf: [{ kind: 'zipf', distinct: 10, exponent: 1 }, { draws: 'one' }],
  weighted: [{ kind: 'weighted', values: [{ value: 'a', weight: 1 }] }, { draws: 'one' }],
  boolean: [{ kind: 'boolean', share: 0.5 }, { draws: 'one' }],
  reference: [
    { kind: 'reference', table: 'countries', skew: { kind: 'uniform' }, ordered: false },
    { draws: 'several' },
  ],
  time: [
    { kind: 'time', ...span, jitterSeconds: 0 },
    { row: 'share', rises: true },
  ],
  'time-uniform': [{ kind: 'time-uniform', ...span }, { draws: 'one' }],
  text: [{ kind: 'text', minLength: 1, maxLength: 9 }, { draws: 'several' }],
  email: [{ kind: 'email' }, { draws: 'several' }],
  'uuid-v4': [{ kind: 'uuid-v4' }, { draws: 'several' }],
  'uuid-v7': [
    { kind: 'uuid-v7', ...span },
    { row: 'share', rises: true },
  ],
  jsonb: [{ kind: 'jsonb', keys: { a: d.bool(0.5) } }, { draws: 'several' }],
  array: [
    { kind: 'array', element: d.bool(0.5), minLength: 0, maxLength: 2, type: 'bool' },
    { draws: 'several' },
  ],
  nullable: [{ kind: 'nullable', share: 0.1, of: d.bool(0.5) }, { draws: 'one' }],
  correlated: [
    { kind: 'correlated', column: 'c', strength: 1, of: d.bool(0.5) },
    { draws: 'several', rowCount: false, follows: true },
  ],
  'number-within': [
    { kind: 'number-within', column: 'c' },
    { row: 'number', rowCount: true },
  ],
  classes: [
    {
      kind: 'classes',
      classes: [
        { name: 'a', weight: 1, of: d.bool(0.5) },
        { name: 'b', weight: { kind: 'rows', rows: 9 }, of: d.constant(null) },
      ],
    },
    { draws: 'several', rowCount: true },
  ],
  phases: [
    {
      kind: 'phases',
      phases: [{ upTo: { kind: 'share', share: 0.1 }, of: d.bool(0.5) }, { of: d.constant(true) }],
    },
    { draws: 'several', row: 'share' },
  ],
  constant: [{ kind: 'constant', value: 1 }, {}],
  words: [
    { kind: 'words', vocabulary: 100, exponent: 1, minWords: 1, maxWords: 5 },
    { draws: 'several' },
  ],
  sql: [
    { kind: 'sql', expression: 'i % 10' },
    { draws: 'one', row: 'number', rowCount: true, raw: 'row' },
  ],
};

test.each(Object.entries(examples).filter(([kind]) => kind !== 'correlated'))(
  '%s',
  (_, [distribution, expected]) => {
    expect(dependence(distribution)).toEqual({ ...none, ...expected });
  },
);

test('a correlated column depends on what the column that it follows depends on', () => {
  const follows = d.correlated('other', 0.8, d.bool(0.5));
  const expected = { ...none, draws: 'several', follows: true };
  expect(dependence(follows, { other: d.bool(0.5) })).toEqual(expected);
  expect(dependence(follows, { other: d.serial() })).toEqual({ ...expected, row: 'number' });
  expect(dependence(follows, { other: d.uniformDistinct(0.1) })).toEqual({
    ...expected,
    rowCount: true,
  });
});

test('a cycle of correlated columns ends, and its values are taken to depend on the row count', () => {
  const follows = d.correlated('other', 0.8, d.bool(0.5));
  const back = d.correlated('c', 0.8, d.bool(0.5));
  expect(dependence(follows, { other: back }).rowCount).toBe(true);
});

test('a reference depends on the row count if its parents grow, or lie in their order', () => {
  expect(dependence(d.reference('parents')).rowCount).toBe(true);
  expect(dependence(d.reference('t')).rowCount).toBe(true);
  expect(dependence(d.reference('countries', { ordered: true }))).toEqual({
    ...none,
    row: 'share',
    rowCount: true,
  });
});

test('an expression depends on what it names', () => {
  const raw = (expression: string) => dependence(d.sql(expression));
  expect(raw('u * 5')).toEqual({ ...none, draws: 'one', raw: 'draw' });
  expect(raw('u1 * u2')).toEqual({ ...none, draws: 'several', raw: 'draw' });
  expect(raw('u * scale')).toEqual({ ...none, draws: 'one', row: 'number', rowCount: true, raw: 'row' }); // prettier-ignore
});

test('rows that are numbered within their parents are dealt to these by their row numbers', () => {
  const of = d.reference('countries');
  const dealt = { kind: 'dealt' } as const;
  expect(dependence(of, {}, dealt)).toEqual({ ...none, row: 'number', rowCount: true });
  expect(dependence(d.reference('countries', { ordered: true }), {}, dealt).row).toBe('share');
  expect(dependence(of).row).toBe('none');
  expect(dependence(d.weighted({ a: 1, b: 2 }), {}, { kind: 'label', within: 'x' }).row).toBe(
    'number',
  );
});

test('what has parts depends on each, and rises with none', () => {
  const parts = d.jsonb({ at: d.time(span), id: d.serial(), x: d.sql('u * 10') });
  expect(dependence(parts)).toEqual({ ...none, draws: 'several', row: 'number', raw: 'draw' });
  expect(dependence(d.nullable(0.1, d.serial()))).toEqual({ ...none, draws: 'one', row: 'number' });
});

test('classes and phases of a number of rows depend on the row count', () => {
  const values = { a: 3, b: 1 };
  const plain = { ...none, draws: 'several' };
  expect(dependence(mixture({ x: { columns: { c: d.weighted(values) } }, y: { columns: { c: d.bool(0.5) } } }).c)).toEqual(plain); // prettier-ignore
  expect(dependence(d.weighted({ ...values, c: backlog(10) })).rowCount).toBe(true);
  expect(dependence(d.bool(backlog(10, { newest: 99 })))).toEqual({ ...plain, row: 'number', rowCount: true }); // prettier-ignore
  const import_ = (upTo: Amount) =>
    phases([{ upTo, columns: { c: d.constant(1) } }, { columns: { c: d.serial() } }]).c;
  expect(dependence(phases([{ upTo: share(0.1), columns: { c: d.time(span) } }, { columns: { c: d.bool(0.1) } }]).c).row).toBe('share'); // prettier-ignore
  expect(dependence(import_(rows(10))).row).toBe('number');
});
