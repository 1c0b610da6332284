import { parseTime } from '../../../model/arguments';
import { sql, time } from '../../../model/distributions';
import { isPartitionOf } from '../../../postgres/catalog/parents';
import { quoteLiteral } from '../../../postgres/quote';
import type { ColumnRule } from '../types';

/** Bounds of the partitions as the server prints them: `FOR VALUES FROM ('2024-01-01') TO ('2024-02-01')`. */
const ranged = /^FOR VALUES FROM \((.+)\) TO \((.+)\)$/;
const listed = /^FOR VALUES IN \((.+)\)$/;
const literal = /^'((?:[^']|'')*)'$/;

export const partitionKey: ColumnRule = {
  name: 'partition-key',
  reason: 'Every row lies in a partition that the schema has.',
  infer(column, { table, facts }) {
    const key = /^(RANGE|LIST) \("?([^",()]+)"?\)$/.exec(table.partitionKey ?? '');
    if (key?.[2] !== column.name) return undefined;
    const own = facts.tables.filter((each) => isPartitionOf(each, table));
    const bounds = own.map(({ partitionBound = '' }) => partitionBound);
    if (key[1] === 'LIST') {
      const values = bounds.flatMap((bound) => splitValues(listed.exec(bound)?.[1] ?? ''));
      const known = values.filter((value) => value !== 'NULL');
      if (known.length === 0) return undefined;
      return {
        value: sql(
          `(array[${known.join(', ')}]::${column.type}[])[1 + floor(u * ${known.length})::int]`,
        ),
        because: `the partitions list ${known.length} values`,
      };
    }
    const ranges = bounds.flatMap((bound): [string, string][] => {
      const [, from = '', to = ''] = ranged.exec(bound) ?? [];
      const ends = [from, to].map(
        (end) => literal.exec(end)?.[1] ?? (/^-?\d+$/.test(end) ? end : undefined),
      );
      const [low, high] = ends;
      return low === undefined || high === undefined ? [] : [[low, high]];
    });
    const [first] = ranges.toSorted(([a], [b]) => compare(a, b));
    const last = ranges.toSorted(([, a], [, b]) => compare(a, b)).at(-1);
    if (first === undefined || last === undefined) return undefined;
    const because = `the partitions go from ${first[0]} to ${last[1]}`;
    if (column.category === 'D') {
      const isDate = [first[0], last[1]].every((end) => !Number.isNaN(parseTime(end)));
      return isDate ? { value: time({ from: first[0], to: last[1] }), because } : undefined;
    }
    const [low, high] = [
      `${quoteLiteral(first[0])}::${column.type}`,
      `${quoteLiteral(last[1])}::${column.type}`,
    ];
    const value =
      column.category === 'N'
        ? `(${low} + floor((${high} - ${low}) * ((i - 0.5) / n)))`
        : undefined;
    if (value === undefined) return undefined;
    return { value: sql(value), because };
  },
};

const compare = (a: string, b: string): number => {
  const [x, y] = [Number(a), Number(b)];
  if (!Number.isNaN(x) && !Number.isNaN(y)) return x - y;
  return a < b ? -1 : a > b ? 1 : 0;
};

function splitValues(list: string): readonly string[] {
  return list.match(/'(?:[^']|'')*'|[^,\s]+/g) ?? [];
}
