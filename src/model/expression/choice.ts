import { counted } from '../../text/figures';
import { quoteLiteral } from '../../postgres/quote';
import { draws } from '../draw-source';
import type { Distribution, WeightedValue } from '../types';
import type { Uniqueness } from '../unique';
import { distinctShares } from './distinct-labels';
import { modelError } from './value';
import type { Terms, Value } from './value';

type Of<K extends Distribution['kind']> = Extract<Distribution, { readonly kind: K }>;
type Scalar = WeightedValue['value'];

/** An array of the values, entered by binary search of the draw: one hash whatever their number. */
export function weighted({ values }: Of<'weighted'>, terms: Terms): Value {
  const present = values.filter(({ weight }) => weight > 0);
  const type = scalarType(
    present.map(({ value }) => value),
    terms.type,
  );
  const [only] = present;
  if (present.length === 1 && only !== undefined) return { sql: literal(only.value, type), type };
  if (terms.unique.kind === 'label') return distinctLabel(present, type, terms.unique, terms);
  const total = present.reduce((sum, { weight }) => sum + weight, 0);
  const limits: string[] = [];
  let sum = 0;
  for (const { weight } of present.slice(0, -1)) {
    sum += weight;
    limits.push(Math.round((sum / total) * draws).toString());
  }
  const labels = present.map(({ value }) => (value === null ? 'null' : text(value))).join(', ');
  const place = `pg_catalog.width_bucket(${terms.source.bits('u')}, '{${limits.join(',')}}'::bigint[])`;
  return { sql: `(array[${labels}]::${type}[])[${place} + 1]`, type };
}

/** A label that no other row of the same parent has. */
function distinctLabel(
  present: readonly WeightedValue[],
  type: string,
  { size, most, quantile, within }: Extract<Uniqueness, { readonly kind: 'label' }>,
  terms: Terms,
): Value {
  if (most > present.length) {
    throw modelError(
      terms,
      `up to ${most} rows of one ${within} must differ, but this column has ${counted(present.length, 'value')}`,
      'Let there be more rows that are referred to, or more values.',
    );
  }
  const sizes = Array.from({ length: present.length }, (_, k) => {
    let sum = 0;
    const shares = distinctShares(present, k + 1).slice(0, -1);
    return `when ${k + 1} then '{${shares.map((share) => (sum += share)).join(',')}}'`;
  });
  const labels = present.map(({ value }) => (value === null ? 'null' : text(value))).join(', ');
  const place = `pg_catalog.width_bucket(${quantile}, (case ${size} ${sizes.join(' ')} end)::float8[])`;
  return { sql: `(array[${labels}]::${type}[])[${place} + 1]`, type };
}

export function boolean({ share }: Of<'boolean'>, terms: Terms): Value {
  return { sql: `(${terms.source.chance('u', share)})`, type: 'boolean' };
}

export function constant({ value }: Of<'constant'>, terms: Terms): Value {
  const type = scalarType([value], terms.type);
  return { sql: literal(value, type), type };
}

/** A value as an SQL constant of a type. */
export function literal(value: Scalar, type: string): string {
  return value === null ? `null::${type}` : `${text(value)}::${type}`;
}

/** The column's type, or outside a column (`inferred`) the type that the values suggest. */
export function scalarType(values: readonly Scalar[], type: string): string {
  if (type !== inferred) return type;
  const given = values.filter((value) => value !== null);
  if (given.length > 0 && given.every((value) => typeof value === 'number')) {
    return given.every((value) => Number.isSafeInteger(value)) ? 'bigint' : 'double precision';
  }
  return given.length > 0 && given.every((value) => typeof value === 'boolean')
    ? 'boolean'
    : 'text';
}

/** Stands for the type of a value that is in no column of its own, such as a key of a jsonb object. */
export const inferred = 'plancliff.inferred';

function text(value: string | number | boolean): string {
  return quoteLiteral(String(value));
}
