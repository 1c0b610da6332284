import { bigint } from '../sql-number';
import { quoteLiteral } from '../../postgres/quote';
import type { Distribution } from '../types';
import { keyShare } from '../parts-of';
import { inferred } from './choice';
import { cast } from './value';
import type { Compile, Terms, Value } from './value';

type Of<K extends Distribution['kind']> = Extract<Distribution, { readonly kind: K }>;

export function jsonb(of: Of<'jsonb'>, terms: Terms, compile: Compile): Value {
  const partOf = ([key, inner]: [string, Distribution]): string => {
    const source = terms.source.part(`key ${key}`);
    const value = compile(inner, { ...terms, source, type: inferred, unique: { kind: 'none' } });
    return `${quoteLiteral(key)}, ${value.sql}`;
  };
  const entries = Object.entries(of.keys);
  const always = entries.filter(([key]) => keyShare(of, key) >= 1);
  const objects = [
    `pg_catalog.jsonb_build_object(${always.map(partOf).join(', ')})`,
    ...entries
      .filter((entry) => !always.includes(entry))
      .map((entry) => {
        const [key] = entry;
        const chance = terms.source.part(`key ${key}`).chance('present', keyShare(of, key));
        return `case when ${chance} then pg_catalog.jsonb_build_object(${partOf(entry)}) else '{}'::jsonb end`;
      }),
  ];
  return {
    sql: objects.length === 1 ? objects.join('') : `(${objects.join(' || ')})`,
    type: 'jsonb',
  };
}

/** All elements are made and the first few kept: no subquery, which would cost more than the elements. */
export function array(distribution: Of<'array'>, terms: Terms, compile: Compile): Value {
  const { places = [], element, empty = 0, minLength, maxLength, type } = distribution;
  const elements = Array.from({ length: maxLength }, (_, place) => {
    const source = terms.source.part(`element ${place}`);
    const value = compile(places[place] ?? element, {
      ...terms,
      source,
      type,
      unique: { kind: 'none' },
    });
    return cast(value, type);
  });
  const all = `array[${elements.join(', ')}]`;
  const length = `(${terms.source.bits('length')} % ${bigint(maxLength - minLength + 1)})::int + ${minLength}`;
  const sql = minLength === maxLength ? all : `(${all})[1:${length}]`;
  if (empty === 0) return { sql, type: `${type}[]` };
  const none = `case when ${terms.source.chance('empty', empty)} then '{}'::${type}[] else ${sql} end`;
  return { sql: `(${none})`, type: `${type}[]` };
}
