import { show } from '../../model/arguments';
import * as choice from '../../model/choices';
import * as make from '../../model/distributions';
import type { Distribution, RowClass } from '../../model/types';
import { fail, fields, within, word } from './shape';

/** Fields of each kind, and the constructor that refuses wrong ones. */
const kinds: {
  readonly [K in Distribution['kind']]: {
    readonly fields: readonly string[];
    readonly check: (of: Extract<Distribution, { readonly kind: K }>) => unknown;
  };
} = {
  serial: { fields: ['start'], check: ({ start }) => make.serial(start) },
  uniform: {
    fields: ['min', 'max', 'integer'],
    check: ({ min, max, integer }) =>
      integer ? make.uniformInt(min, max) : make.uniform(min, max),
  },
  'uniform-distinct': { fields: ['perRow'], check: ({ perRow }) => make.uniformDistinct(perRow) },
  normal: {
    fields: ['mean', 'deviation', 'integer'],
    check: ({ mean, deviation }) => make.normal(mean, deviation),
  },
  zipf: {
    fields: ['distinct', 'exponent'],
    check: ({ distinct, exponent }) => make.zipf(distinct, exponent),
  },
  weighted: {
    fields: ['values'],
    check: ({ values }) =>
      make.weighted(values.map(({ value, weight }) => [value, weight] as const)),
  },
  boolean: { fields: ['share'], check: ({ share }) => make.bool(share) },
  reference: {
    fields: ['table', 'column', 'skew', 'ordered'],
    check: ({ table, column }) => make.reference(table, column),
  },
  time: { fields: ['from', 'to', 'jitterSeconds'], check: (of) => make.time(of) },
  'time-uniform': { fields: ['from', 'to'], check: (of) => make.timeUniform(of) },
  text: { fields: ['minLength', 'maxLength', 'distinct'], check: (of) => make.text(of) },
  email: { fields: ['length'], check: (of) => make.email(of) },
  'uuid-v4': { fields: [], check: () => make.uuidV4() },
  'uuid-v7': { fields: ['from', 'to'], check: (of) => make.uuidV7(of) },
  jsonb: {
    fields: ['keys', 'present'],
    check({ keys, present }) {
      make.jsonb(keys, present === undefined ? {} : { present });
      for (const [key, of] of Object.entries(keys)) validateDistribution(of, `key '${key}'`);
    },
  },
  array: {
    fields: ['places', 'element', 'empty', 'minLength', 'maxLength', 'type'],
    check(of) {
      const { places = [], element } = of;
      make.array([...places, element], of);
      for (const [k, each] of places.entries()) validateDistribution(each, `elements[${k}]`);
      validateDistribution(element, 'element');
    },
  },
  nullable: {
    fields: ['share', 'of'],
    check({ share, of }) {
      make.nullable(share, of);
      validateDistribution(of, 'of');
    },
  },
  correlated: {
    fields: ['column', 'strength', 'of'],
    check({ column, strength, of }) {
      make.correlated(column, strength, of);
      validateDistribution(of, 'of');
    },
  },
  'number-within': { fields: ['column'], check: ({ column }) => make.numberWithin(column) },
  classes: {
    fields: ['event', 'classes'],
    check({ classes }) {
      choice.mixture(namedClasses(classes));
      for (const { name, of } of classes) validateDistribution(of, `class '${name}'`);
    },
  },
  phases: {
    fields: ['phases'],
    check({ phases }) {
      choice.phases(phases.map(({ of, ...rest }) => ({ ...rest, columns: { of } })));
      for (const [k, { of }] of phases.entries()) validateDistribution(of, `phase ${k + 1}`);
    },
  },
  constant: { fields: ['value'], check: ({ value }) => make.constant(value) },
  words: {
    fields: ['vocabulary', 'exponent', 'minWords', 'maxWords'],
    check: (of) => make.words(of),
  },
  sql: { fields: ['expression'], check: ({ expression }) => make.sql(expression) },
};

function namedClasses(classes: readonly RowClass[]) {
  return Object.fromEntries(
    classes.map(({ name, weight, of }) => [name, { weight, columns: { of } }]),
  );
}

/** Throws where a value is no distribution, or one that its constructor would have refused. */
export function validateDistribution(value: unknown, path: string): void {
  if (typeof value === 'function') {
    fail(path, `is ${show(value)} itself; call it, and give what it returns`);
  }
  if (typeof value !== 'object' || value === null || !('kind' in value)) {
    fail(path, `is ${show(value)}; must be a distribution, e.g. uniformInt(1, 100)`);
  }
  const kind = word(value.kind, `${path}.kind`, Object.keys(kinds) as Distribution['kind'][]);
  const { fields: known, check } = kinds[kind];
  fields(value, path, ['kind', ...known]);
  within(path, () => check(value as never));
}
