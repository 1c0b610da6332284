import type { Value } from '../expression/value';
import { quoteLiteral } from '../../postgres/quote';
import type { Distribution } from '../types';
import type { Label, Place } from './place';
import { parentAt } from '../skew-law';
import { inferred } from '../expression/choice';
import { keyShare } from '../parts-of';
import { cast } from '../expression/value';
import * as choice from './pick-choice';
import * as classes from './pick-classes';
import * as number from './pick-number';
import * as text from './pick-text';
import * as time from './pick-time';

/** SQL of the value that a label stands for; undefined where a distribution has none. */
export function pick(distribution: Distribution, label: Label, place: Place): Value | undefined {
  switch (distribution.kind) {
    case 'nullable':
      return pick(distribution.of, label, presentPlace(distribution, place));
    case 'correlated':
      return pick(distribution.of, label, place);
    case 'serial':
      return number.serial(distribution, label, place);
    case 'uniform':
      return number.uniform(distribution, label);
    case 'uniform-distinct':
      return number.uniformDistinct(distribution, label, place);
    case 'normal':
      return number.normal(distribution, label, place);
    case 'zipf':
      return number.zipf(distribution, label, place);
    case 'weighted':
      return choice.weighted(distribution.values, label, place);
    case 'constant':
      return choice.weighted([{ value: distribution.value, weight: 1 }], label, place);
    case 'boolean':
      return choice.boolean(distribution, label);
    case 'reference':
      return reference(distribution, label, place);
    case 'time':
    case 'time-uniform':
      return time.time(distribution, label, place);
    case 'uuid-v7':
      return text.uuidV7(distribution, label, place);
    case 'uuid-v4':
      return text.uuidV4(label, place);
    case 'text':
      return text.text(distribution, label, place);
    case 'email':
      return text.email(distribution, label, place);
    case 'jsonb':
      return jsonb(distribution, label, place);
    case 'array':
      return array(distribution, label, place);
    case 'number-within':
      return number.numberWithin(distribution, label, place);
    case 'classes':
    case 'phases':
      return classes.pick(distribution, label, place, pick);
    case 'words':
      return text.words(distribution, label);
    case 'sql':
      return number.ofRows(label, place);
  }
}

type Of<K extends Distribution['kind']> = Extract<Distribution, { readonly kind: K }>;

/**
 * The first parent is the most frequent of a skewed reference; the last is as rare as any, and may have no row
 * where there are more parents than rows. In its own table the last row can't be referred to: three quarters.
 */
function reference(
  { table, column, skew }: Of<'reference'>,
  label: Label,
  place: Place,
): Value | undefined {
  const parents = place.terms.world.rowsOf(table);
  const key = (row: number) => place.terms.world.keyAt(table, column, `${row}::bigint`);
  switch (label) {
    case 'common':
      return key(parentAt(skew, parents, 'common'));
    case 'rare':
      return key(
        table === place.terms.world.table
          ? Math.ceil(parents * 0.75)
          : parentAt(skew, parents, 'rare'),
      );
    default:
      return place.parent(table, column ?? 'id', label);
  }
}

/** Rows that are asked for a value that is not null. */
const asked = 16;

/** The place of the values that are not null: in a row without one, that of the first row after it which has one. */
function presentPlace({ of, share }: Of<'nullable'>, place: Place): Place {
  const inner = place.part({ distribution: of, type: place.type });
  if (share <= 0 || share >= 1 || place.type === inferred) return inner;
  const { rows, type } = place;
  return {
    ...inner,
    at(row) {
      const values = Array.from({ length: asked }, (_, k) =>
        cast(place.at(1 + ((row - 1 + k) % rows)), type),
      );
      return { sql: `coalesce(${values.join(', ')}, ${cast(inner.at(row), type)})`, type };
    },
  };
}

/** An object of the same kind of value of each key. Objects have no ends that a query would ask for. */
function jsonb(object: Of<'jsonb'>, label: Label, place: Place): Value | undefined {
  if (label === 'lowest' || label === 'highest') return undefined;
  let found = label !== 'absent';
  const entries = Object.entries(object.keys);
  // A key that few documents have belongs to no common one.
  const usual = entries.filter(([key]) => keyShare(object, key) >= 0.5);
  const parts = (usual.length === 0 ? entries : usual).flatMap(([key, of]) => {
    const part = place.part({ name: `key ${key}`, distribution: of, type: inferred });
    const own = pick(of, label, part);
    found ||= own !== undefined;
    const value = own ?? pick(of, 'common', part);
    return value === undefined ? [] : [`${quoteLiteral(key)}, ${value.sql}`];
  });
  return found
    ? { sql: `pg_catalog.jsonb_build_object(${parts.join(', ')})`, type: 'jsonb' }
    : undefined;
}

/** An array of one element: what `@>`, `&&` and `= any` are asked with. */
function array(
  { places = [], element: others, type }: Of<'array'>,
  label: Label,
  place: Place,
): Value | undefined {
  const element = places[0] ?? others;
  const part = place.part({ name: 'element 0', distribution: element, type });
  const value = pick(element, label, part);
  return value && { sql: `array[(${value.sql})::${type}]`, type: `${type}[]` };
}
