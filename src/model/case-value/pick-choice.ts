import { inferred, literal, scalarType } from '../expression/choice';
import type { Value } from '../expression/value';
import type { Distribution, WeightedValue } from '../types';
import type { Label, Place } from './place';

type Given = Exclude<WeightedValue['value'], null>;

/** By weight; the ends by the order of the column's type. Nulls are no values here. */
export function weighted(
  values: readonly WeightedValue[],
  label: Label,
  place: Place,
): Value | undefined {
  const present = values
    .filter((entry): entry is { value: Given; weight: number } => entry.value !== null)
    .filter(({ weight }) => weight > 0);
  const [first] = present;
  const type = scalarType(
    present.map(({ value }) => value),
    place.type,
  );
  if (first === undefined) return label === 'absent' ? absent([], type, place) : undefined;
  const one = (value: Given): Value => ({ sql: literal(value, type), type });
  switch (label) {
    case 'common':
      return one(
        present.reduce((best, entry) => (entry.weight > best.weight ? entry : best)).value,
      );
    case 'rare':
      return one(
        present.reduce((best, entry) => (entry.weight < best.weight ? entry : best)).value,
      );
    case 'absent':
      return absent(
        present.map(({ value }) => value),
        type,
        place,
      );
    default: {
      const rows = present.map(({ value }) => `(${literal(value, type)})`).join(', ');
      const order = label === 'lowest' ? 'asc' : 'desc';
      return {
        sql: `(select v from (values ${rows}) as given (v) order by v ${order} limit 1)`,
        type,
      };
    }
  }
}

export function boolean(
  { share }: Extract<Distribution, { kind: 'boolean' }>,
  label: Label,
): Value | undefined {
  const values = weightedBoolean(share);
  const value = values[label];
  return value === undefined ? undefined : { sql: String(value), type: 'boolean' };
}

function weightedBoolean(share: number): { readonly [L in Label]: boolean | undefined } {
  const common = share >= 0.5;
  const both = share > 0 && share < 1;
  return {
    common,
    rare: both ? !common : common,
    absent: both ? undefined : !common,
    lowest: share === 1,
    highest: share > 0,
  };
}

/** A value beside the given ones: a label that no row has, the next number, or a text of its own. */
function absent(values: readonly Given[], type: string, place: Place): Value | undefined {
  if (place.enumLabels !== undefined) {
    const label = place.enumLabels.find((candidate) => !values.includes(candidate));
    return label === undefined ? undefined : { sql: literal(label, type), type };
  }
  if (type === 'boolean') {
    const missing = [true, false].find((value) => !values.map(String).includes(String(value)));
    return missing === undefined ? undefined : { sql: String(missing), type };
  }
  const numbers = values.map(Number);
  if (values.length > 0 && numbers.every(Number.isFinite)) {
    return { sql: literal(Math.floor(Math.max(...numbers)) + 1, type), type };
  }
  return isText(type) ? { sql: absentText(values.map(String), type), type } : undefined;
}

function isText(type: string): boolean {
  return type === inferred || /^(?:text|character|citext|name)/.test(type);
}

/** Of letters that fit the column, and not among the given. */
function absentText(values: readonly string[], type: string): string {
  const limit = Number(/\((\d+)\)/.exec(type)?.[1] ?? 6);
  const candidates = ['absent', 'none', 'zz', 'qx', 'z', 'q', 'x', '0'];
  const fits = candidates.find((text) => text.length <= limit && !values.includes(text));
  return literal(fits ?? '', type === inferred ? 'text' : type);
}
