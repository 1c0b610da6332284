import { bigint } from '../sql-number';
import { quoteLiteral } from '../../postgres/quote';
import type { Distribution } from '../types';
import { inferred } from './choice';
import { cast } from './value';
import type { Compile, Terms, Value } from './value';

type Of<K extends Distribution['kind']> = Extract<Distribution, { readonly kind: K }>;

export function jsonb({ keys }: Of<'jsonb'>, terms: Terms, compile: Compile): Value {
  const parts = Object.entries(keys).map(([key, of]) => {
    const source = terms.source.part(`key ${key}`);
    const value = compile(of, { ...terms, source, type: inferred, unique: { kind: 'none' } });
    return `${quoteLiteral(key)}, ${value.sql}`;
  });
  return { sql: `pg_catalog.jsonb_build_object(${parts.join(', ')})`, type: 'jsonb' };
}

/** All elements are made and the first few kept: no subquery, which would cost more than the elements. */
export function array(distribution: Of<'array'>, terms: Terms, compile: Compile): Value {
  const { element, minLength, maxLength, type } = distribution;
  const elements = Array.from({ length: maxLength }, (_, place) => {
    const source = terms.source.part(`element ${place}`);
    const value = compile(element, { ...terms, source, type, unique: { kind: 'none' } });
    return cast(value, type);
  });
  const sql = `array[${elements.join(', ')}]`;
  if (minLength === maxLength) return { sql, type: `${type}[]` };
  const length = `(${terms.source.bits('length')} % ${bigint(maxLength - minLength + 1)})::int + ${minLength}`;
  return { sql: `(${sql})[1:${length}]`, type: `${type}[]` };
}
