import {
  array,
  bool,
  jsonb,
  nullable,
  serial,
  sql,
  text,
  time,
  uniform,
  uniformInt,
  uuidV4,
  weighted,
  zipf,
} from '../../src/model/distributions';
import type { Scenario, ScenarioDefinition } from '../../src/scenario/types';

/** A column of each of PostgreSQL's own types, with statistics of every kind. */
const schema = `
  create type grade as enum ('low', 'middle', 'high');
  create domain share as numeric(5,2) check (value >= 0);
  create table things (
    a_int2 int2, a_int4 int4, a_int8 int8 primary key, a_numeric numeric(12,3), a_float4 float4, a_float8 float8,
    a_money money, a_text text, a_varchar varchar(12), a_char char(8), a_bytea bytea, a_timestamp timestamp,
    a_timestamptz timestamptz, a_date date, a_time time, a_timetz timetz, an_interval interval, a_bool bool,
    an_enum grade, a_domain share, a_uuid uuid, an_inet inet, a_cidr cidr, a_macaddr macaddr, a_json json,
    a_jsonb jsonb, ints int[], texts text[], an_int4range int4range, a_tstzrange tstzrange,
    a_multirange int4multirange, a_point point, a_box box, a_tsvector tsvector, a_bit bit(8), a_varbit varbit(16),
    an_xml xml
  );
  create index things_int4 on things (a_int4);
  create index things_date on things (a_date);
  create index things_words on things using gin (to_tsvector('simple', a_text));
  create index things_upper on things (upper(a_varchar));
  alter table things alter a_text set statistics 20;
  alter table things alter an_xml set statistics 0;
  create statistics things_distinct (ndistinct) on a_int2, an_enum, a_bool from things;
  create statistics things_depend (dependencies) on a_int2, a_date, an_enum from things;
  create statistics things_mcv (mcv) on an_enum, a_bool from things;
  create statistics things_expressions on (a_int4 % 100), (upper(a_varchar)), an_enum from things;
  create statistics things_one on (a_int2 * 2) from things;
`;

export function types(): Scenario {
  const pick = (list: string): ReturnType<typeof sql> => sql(list);
  const definition: ScenarioDefinition = {
    schema,
    driving: 'things',
    tables: {
      things: {
        columns: {
          a_int2: zipf(200, 0.8),
          a_int4: uniformInt(1, 50_000),
          a_int8: serial(),
          a_numeric: uniform(0, 100_000),
          a_float4: uniform(0, 10),
          a_float8: nullable(0.2, uniform(-1, 1)),
          a_money: pick('(floor(u * 5000) / 100)::numeric::money'),
          a_text: pick("'word' || floor(u * 300)::int || ' and word' || floor(u * 7000)::int % 90"),
          a_varchar: text({ minLength: 3, maxLength: 12 }),
          a_char: text({ minLength: 2, maxLength: 8, distinct: 700 }),
          a_bytea: pick("decode(lpad(to_hex((u * 60000)::int), 8, '0'), 'hex')"),
          a_timestamp: time({ from: '2024-01-01', to: '2026-01-01' }),
          a_timestamptz: time({ from: '2024-01-01', to: '2026-01-01', jitterSeconds: 864_000 }),
          a_date: pick("date '2024-01-01' + floor(u * 400)::int"),
          a_time: pick("time '00:00' + floor(u * 86400) * interval '1 second'"),
          a_timetz: pick("(time '00:00' + floor(u * 1440) * interval '1 minute')::timetz"),
          an_interval: pick("floor(u * 1000) * interval '1 hour'"),
          a_bool: bool(0.1),
          an_enum: weighted({ low: 70, middle: 25, high: 5 }),
          a_domain: uniform(0, 100),
          a_uuid: uuidV4(),
          an_inet: pick("inet '10.0.0.0' + floor(u * 100000)::int"),
          a_cidr: pick("set_masklen(cidr '10.0.0.0/8' + floor(u * 256)::int * 256, 24)::cidr"),
          a_macaddr: pick("('08:00:2b:01:02:' || lpad(to_hex((u * 255)::int), 2, '0'))::macaddr"),
          a_json: pick("json_build_object('k', floor(u * 100))"),
          a_jsonb: jsonb({ kind: weighted({ a: 60, b: 40 }), size: uniformInt(1, 500) }),
          ints: array(zipf(500, 1), { minLength: 0, maxLength: 5, type: 'int' }),
          texts: nullable(
            0.3,
            array(zipf(3_000, 0.5), { minLength: 1, maxLength: 8, type: 'text' }),
          ),
          an_int4range: pick(
            "case when u < 0.1 then 'empty'::int4range else int4range((u * 90000)::int, (u * 90000)::int + 1 + (u * 7919)::int % 50) end",
          ),
          a_tstzrange: pick(
            "tstzrange('2024-01-01'::timestamptz + u * interval '700 days', '2024-01-01'::timestamptz + u * interval '700 days' + interval '3 hours')",
          ),
          a_multirange: pick(
            'int4multirange(int4range((u * 1000)::int, (u * 1000)::int + 5), int4range((u * 1000)::int + 10, (u * 1000)::int + 20))',
          ),
          a_point: pick('point(u, u * 2)'),
          a_box: pick('box(point(u, u), point(u + 1, u + 1))'),
          a_tsvector: pick(
            "to_tsvector('simple', 'w' || (u * 40)::int || ' v' || (u * 6000)::int)",
          ),
          a_bit: pick('(u * 255)::int::bit(8)'),
          a_varbit: pick('(u * 255)::int::bit(8)::varbit(16)'),
          an_xml: pick('xmlelement(name a, (u * 10)::int)'),
        },
      },
    },
    queries: {},
  };
  return {
    name: 'types',
    file: 'types.ts',
    ddl: schema,
    definition,
    seed: 1,
    clock: '2026-01-01T00:00:00Z',
    conditions: [{ label: 'fresh' }],
    queries: [],
  };
}
