import { thrownBy } from '../helpers/thrown';
import * as api from 'plancliff';
import { skew } from 'plancliff';

const refusals: readonly (readonly [string, () => unknown])[] = [
  ['serial: start is 1.5; must be a whole number', () => api.serial(1.5)],
  ['uniform: min is 5, above max, which is 1', () => api.uniform(5, 1)],
  ['uniform: max is NaN; must be a number', () => api.uniform(1, Number.NaN)],
  ['uniformInt: max is 2.5; must be a whole number', () => api.uniformInt(1, 2.5)],
  ['uniformDistinct: perRow is 0; must be above 0', () => api.uniformDistinct(0)],
  ['uniformDistinct: perRow is 2; must be at most 1', () => api.uniformDistinct(2)],
  ['normal: deviation is -1; must be at least 0', () => api.normal(0, -1)],
  ['zipf: distinct is 0; must be at least 1', () => api.zipf(0)],
  ['zipf: exponent is -1; must be at least 0', () => api.zipf(5, -1)],
  ['weighted: weight of "paid" is -1; must be at least 0', () => api.weighted({ paid: -1 })],
  ['weighted: values is empty; must name at least one value', () => api.weighted({})],
  ['weighted: values has no weight above 0', () => api.weighted({ paid: 0 })],
  ['weighted: values names 1 twice', () => api.weighted([[1, 1], [1, 2]])], // prettier-ignore
  ['bool: share is 1.1; must be at most 1', () => api.bool(1.1)],
  ['weighted: weight of "a" is -1; must be at least 0', () => api.weighted({ a: -1, b: 1 })],
  [
    'weighted: weight of "a" is \'x\'; must be a number, share(…) or backlog(…)',
    () => api.weighted({ a: 'x' as never, b: 1 }),
  ],
  [
    'weighted: weights leave rows without a value; one of them must be a number above 0',
    () => api.weighted({ a: api.backlog(5) }),
  ],
  [
    'weighted: shares add up to 1.2, more than all rows',
    () => api.weighted({ a: api.share(0.6), b: api.share(0.6), c: 1 }),
  ],
  ['backlog: count is -1; must be at least 0', () => api.backlog(-1)],
  ['backlog: newest is 3; must be at least 5', () => api.backlog(5, { newest: 3 })],
  ['share: share is 2; must be at most 1', () => api.share(2)],
  ['rows: count is 1.5; must be a whole number', () => api.rows(1.5)],
  ['mixture: classes is empty; must name at least one class', () => api.mixture({})],
  [
    "mixture: class 'b' has no column 'y', which another has; write constant(null) for none",
    () => api.mixture({ a: { columns: { x: api.serial(), y: api.serial() } }, b: { columns: { x: api.serial() } as never } }), // prettier-ignore
  ],
  [
    "mixture: column 'x' of class 'a' is 5; must be a distribution, e.g. uniform(0, 10)",
    () => api.mixture({ a: { columns: { x: 5 as never } } }),
  ],
  ['phases: phases are 1; must be at least two', () => api.phases([{ columns: { x: api.serial() } }])], // prettier-ignore
  [
    'phases: upTo of phase 1 is undefined; must be rows(…) or share(…)',
    () => api.phases([{ columns: { x: api.serial() } }, { columns: { x: api.serial() } }]),
  ],
  [
    'phases: upTo of phase 2 is given; the last phase has the rest',
    () => api.phases([{ upTo: api.rows(9), columns: { x: api.serial() } }, { upTo: api.rows(99), columns: { x: api.serial() } }]), // prettier-ignore
  ],
  [
    'phases: upTo of phase 2 is 5, before that of the phase before it, 9',
    () => api.phases([{ upTo: api.rows(9), columns: { x: api.serial() } }, { upTo: api.rows(5), columns: { x: api.serial() } }, { columns: { x: api.serial() } }]), // prettier-ignore
  ],
  ["reference: table is ''; must be a text that is not empty", () => api.reference('')],
  [
    "time: from is 'yesterday'; must be an ISO 8601 time such as '2025-01-31' or '2025-01-31T12:00:00Z', or 'clock'",
    () => api.time({ from: 'yesterday' }),
  ],
  [
    "timeUniform: from is '2026-01-01', which is not before to, '2025-01-01'",
    () => api.timeUniform({ from: '2026-01-01', to: '2025-01-01' }),
  ],
  [
    'time: jitterSeconds is -5; must be at least 0',
    () => api.time({ from: '2025-01-01', jitterSeconds: -5 }),
  ],
  [
    'text: minLength is 9, above maxLength, which is 3',
    () => api.text({ minLength: 9, maxLength: 3 }),
  ],
  ['email: length is 5; must be at least 24', () => api.email({ length: 5 })],
  ['jsonb: keys is empty; must name at least one', () => api.jsonb({})],
  [
    "jsonb: key 'a' is serial(); must be a distribution, e.g. uniform(0, 10)",
    () => api.jsonb({ a: api.serial as never }),
  ],
  [
    'array: maxLength is 101; must be at most 100',
    () => api.array(api.serial(), { type: 'int', minLength: 0, maxLength: 101 }),
  ],
  ['nullable: share is -0.1; must be at least 0', () => api.nullable(-0.1, api.serial())],
  ['correlated: strength is 2; must be at most 1', () => api.correlated('a', 2, api.serial())],
  ["sql: expression is ' '; must be a text that is not empty", () => api.sql(' ')],
  ['fixed: rows is 0; must be at least 1', () => api.fixed(0)],
  ['ratio: ratio is 0; must be above 0', () => api.ratio(0)],
  ['perParent: each is -1; must be above 0', () => api.perParent('a', -1)],
  ['power: exponent is 3; must be at most 2', () => api.power(1, 3)],
  ['saturating: limit is 0; must be at least 1', () => api.saturating({ limit: 0, halfAt: 5 })],
  ['upTo: of is 5; must be a rule, e.g. ratio(0.1)', () => api.upTo(5, 5 as never)],
  ['skew.zipf: exponent is -1; must be at least 0', () => skew.zipf(-1)],
  ['skew.hot: share is 2; must be at most 1', () => skew.hot(2)],
  ['skew.hot: parents is 1.5; must be a whole number', () => skew.hot({ parents: 1.5, rows: 0.5 })],
  ['skew.hot: rows is 2; must be at most 1', () => skew.hot({ parents: 0.1, rows: 2 })],
  ["skew.named: 'x' is NaN; must be a number", () => skew.named({ x: 0.1 } as never)],
  ['skew.named: share of 7 is 2; must be at most 1', () => skew.named({ 7: 2 })],
  [
    'skew.named: shares add up to 1.2, more than all rows',
    () => skew.named({ 7: 0.6, 8: 0.6, rest: skew.uniform() }),
  ],
  ['zipf: perRow is 2; must be at most 1', () => api.zipf({ perRow: 2 })],
  ["draw.common: from is 'status'; must be 'table.column'", () => api.draw.common('status')],
  ["draw.list: from is 'status'; must be 'table.column'", () => api.draw.list('status', 5)],
  ['draw.list: count is 0; must be at least 1', () => api.draw.list('t.c', 0)],
  [
    "draw.list: label is 'absent'; must be one of common, rare, lowest, highest",
    () => api.draw.list('t.c', 5, 'absent' as never),
  ],
  ['draw.row: columns is an array; must be a list of columns', () => api.draw.row('t', 'rare', [])],
  [
    "draw.row: label is 'newest'; must be one of common, rare, lowest, highest",
    () => api.draw.row('t', 'rare', ['a'], { b: 'newest' as never }),
  ],
  ['draw.near: rows is 1.5; must be a whole number', () => api.draw.near('t.c', 'common', 1.5)],
  [
    "growingPartitions: by is 'hour'; must be one of day, week, month, year, or a count of numbers",
    () => api.growingPartitions({ by: 'hour' as never, column: 'at', rowsPerPartition: 1 }),
  ],
];

describe('a constructor', () => {
  it.each(refusals)('refuses: %s', (message, call) => {
    expect(thrownBy(call)).toMatchObject({ message, code: 'scenario' });
  });

  it('takes what it says', () => {
    expect(api.weighted({ paid: 2, open: 1 })).toEqual(
      api.weighted([['paid', 2], ['open', 1]]), // prettier-ignore
    );
    expect(api.reference('users', 'uid', { ordered: true })).toEqual(
      api.reference('users', { column: 'uid', ordered: true }),
    );
    expect(api.time({ from: '2025-01-01' })).toMatchObject({ to: 'clock', jitterSeconds: 0 });
    expect(api.draw.null('app.orders.note')).toEqual({ draw: 'null', from: 'app.orders.note' });
  });
});
