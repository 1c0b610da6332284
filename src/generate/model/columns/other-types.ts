import { sql } from '../../../model/distributions';
import type { ColumnRule } from '../types';

/** SQL of a value, by type: over the row number `i` and the draw `u`. */
const expressions: Readonly<Record<string, string>> = {
  inet: "('10.0.0.0'::inet + (u * 16777215)::bigint)",
  cidr: "('10.0.0.0'::inet + (u * 16777215)::bigint)::cidr",
  macaddr: "lpad(to_hex((u * 281474976710655)::bigint), 12, '0')::macaddr",
  macaddr8: "lpad(to_hex((u * 281474976710655)::bigint), 16, '0')::macaddr8",
  bytea: "decode(md5(i::text), 'hex')",
  interval: "(u * 86400) * interval '1 second'",
  time: "time '00:00' + (u * 86399) * interval '1 second'",
  timetz: "(time '00:00' + (u * 86399) * interval '1 second')::timetz",
  money: '((u * 100000)::numeric)::money',
  json: `('{"type":"a","number":' || (u * 1000000)::bigint || '}')::json`,
  xml: "('<v>' || (u * 1000000)::bigint || '</v>')::xml",
  tsvector: "to_tsvector('simple', 'word' || (u * 10000)::int || ' term' || (u * 100)::int)",
  tsquery: "to_tsquery('simple', 'word' || (u * 10000)::int)",
  bit: '(u * 2147483647)::int::bit(32)',
  varbit: '(u * 2147483647)::int::bit(32)::varbit',
  oid: '((u * 1000000)::bigint)::oid',
  point: 'point(u * 360 - 180, (i % 180) - 90)',
  box: 'box(point(u * 360, i % 180), point(u * 360 + 1, i % 180 + 1))',
  circle: 'circle(point(u * 360, i % 180), 1)',
  polygon: 'polygon(box(point(u * 360, i % 180), point(u * 360 + 1, i % 180 + 1)))',
  lseg: 'lseg(point(u * 360, i % 180), point(u * 360 + 1, i % 180 + 1))',
  path: 'polygon(box(point(u * 360, i % 180), point(u * 360 + 1, i % 180 + 1)))::path',
  int4range: 'int4range((u * 1000000)::int, (u * 1000000)::int + 10)',
  int8range: 'int8range((u * 1000000)::bigint, (u * 1000000)::bigint + 10)',
  numrange: 'numrange((u * 1000000)::numeric, (u * 1000000)::numeric + 10)',
  tsrange:
    "tsrange(timestamp '2024-01-01' + u * interval '730 days', timestamp '2024-01-02' + u * interval '730 days')",
  tstzrange:
    "tstzrange(timestamptz '2024-01-01 00:00Z' + u * interval '730 days', timestamptz '2024-01-02 00:00Z' + u * interval '730 days')",
  daterange: "daterange(date '2024-01-01' + (u * 730)::int, date '2024-01-02' + (u * 730)::int)",
  hstore: "('type=>a, number=>' || (u * 1000000)::bigint)::hstore",
  ltree: "('top.n' || (u * 100)::int || '.n' || (u * 10000)::int)::ltree",
  name: 'left(md5(i::text), 20)::name',
};

export const otherTypes: ColumnRule = {
  name: 'other-type',
  reason: 'Addresses, ranges, shapes and the like are spread over their values.',
  infer(column) {
    const expression = Object.hasOwn(expressions, column.typeName)
      ? expressions[column.typeName]
      : column.category === 'A' && column.notNull && column.defaultSql === undefined
        ? `'{}'::${column.type}`
        : // Empty ranges overlap nothing, so that no exclusion constraint refuses them.
          column.category === 'R'
          ? `'empty'::${column.type}`
          : undefined;
    if (expression === undefined) return undefined;
    return { value: sql(expression), because: `its type is ${column.typeName}` };
  },
};
