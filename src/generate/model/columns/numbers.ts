import { nullable, uniform, uniformInt, zipf } from '../../../model/distributions';
import type { Distribution } from '../../../model/types';
import type { ColumnFacts } from '../../../postgres/catalog/schema-facts';
import { words } from '../../names';
import type { ColumnRule } from '../types';

function guess({ name, type, typeName }: ColumnFacts): { of: Distribution; because: string } {
  const last = words(name).at(-1) ?? '';
  const whole = /^int[248]$/.test(typeName);
  if (
    whole &&
    /^(?:count|number|num|quantity|qty|attempt|retry|retries|view|hit|score|point|size|visit|duration)$/.test(
      last,
    )
  ) {
    return { of: zipf(1000, 1), because: 'it counts: small numbers are the most frequent' };
  }
  if (
    whole &&
    /^(?:status|state|type|kind|stage|role|category|level|priority|visibility|mode|position|ordinal|rank|year|month|week|day)$/.test(
      last,
    )
  ) {
    const few = /^(?:position|ordinal|rank)$/.test(last) ? 100 : 8;
    return {
      of: /^(?:year)$/.test(last) ? uniformInt(2000, 2025) : zipf(few, few === 8 ? 2 : 0.5),
      because: `it is named ${last}: a few values, the first most often`,
    };
  }
  if (
    whole &&
    /^(?:length|minute|hour|day|age|height|width|depth|percent|rate|capacity)s?$/.test(last)
  ) {
    return { of: uniformInt(1, 200), because: `it is named ${last}: a measure up to 200` };
  }
  if (whole) {
    const most = typeName === 'int2' ? 30_000 : 1_000_000;
    return { of: uniformInt(1, most), because: 'it is a whole number, and nothing says more' };
  }
  const [digits = 12, scale = 2] = (/^numeric\((\d+),(-?\d+)\)/.exec(type)?.slice(1) ?? []).map(
    Number,
  );
  const most = Math.min(10_000, 10 ** (digits - scale) - 1);
  return { of: uniform(0, Math.max(0.001, most)), because: 'it is a number with fractions' };
}

export const numbers: ColumnRule = {
  name: 'number',
  reason: 'Counts are mostly small, codes are few, amounts are spread.',
  infer(column) {
    if (!/^(?:int[248]|numeric|float[48])$/.test(column.typeName)) return undefined;
    const { of, because } = guess(column);
    const optional = !column.notNull && column.defaultSql === undefined;
    return { value: optional ? nullable(0.1, of) : of, because };
  },
};
