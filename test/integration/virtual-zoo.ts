import {
  array,
  jsonb,
  nullable,
  reference,
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
import { ratio } from '../../src/model/growth';
import { skew } from '../../src/model/skew';
import { draw } from '../../src/scenario/draw';
import type { Scenario, ScenarioDefinition } from '../../src/scenario/types';

/** A table with an index of every kind, and what else the planner keeps statistics of. */
const schema = `
  create extension pg_trgm;
  create type mood as enum ('sad', 'ok', 'happy');
  create domain points as int check (value > 0);
  create table keepers (id bigint generated always as identity primary key, name text not null);
  create table animals (
    id bigint primary key,
    chip uuid not null,
    code text not null,
    keeper_id bigint not null references keepers (id),
    place int not null,
    mood mood not null,
    score points not null,
    price numeric(10,2) not null,
    notes jsonb not null,
    tags text[] not null,
    born timestamptz not null,
    spot point not null,
    seen int4range not null,
    nickname text,
    initial text generated always as (left(code, 1)) stored
  );
  create unique index animals_chip on animals (chip);
  create index animals_code on animals (code) with (fillfactor = 70);
  create index animals_keeper on animals (keeper_id, born desc);
  create index animals_included on animals (keeper_id) include (price, born);
  create index animals_mood on animals (mood);
  create index animals_place on animals (place);
  create index animals_lower on animals (lower(code));
  create index animals_sad on animals (born) where mood = 'sad';
  create index animals_nickname on animals (nickname);
  create index animals_hash on animals using hash (id);
  create index animals_hash_mood on animals using hash (mood);
  create index animals_notes on animals using gin (notes jsonb_path_ops);
  create index animals_tags on animals using gin (tags);
  create index animals_trigrams on animals using gin (code gin_trgm_ops);
  create index animals_spot on animals using gist (spot);
  create index animals_quad on animals using spgist (spot);
  create index animals_born on animals using brin (born) with (pages_per_range = 16);
  alter table animals alter price set statistics 150;
  create statistics animals_together on mood, place from animals;
  create statistics animals_tens on (place % 10), mood from animals;
`;

export function zoo(): Scenario {
  const definition: ScenarioDefinition = {
    schema,
    driving: 'animals',
    tables: {
      keepers: {
        rows: ratio(0.05),
        columns: { id: serial(), name: text({ minLength: 5, maxLength: 20 }) },
      },
      animals: {
        columns: {
          id: serial(),
          chip: uuidV4(),
          code: text({ minLength: 6, maxLength: 18 }),
          keeper_id: reference('keepers', { skew: skew.zipf(0.5) }),
          place: zipf(2_000, 1),
          mood: weighted({ sad: 5, ok: 60, happy: 35 }),
          score: uniformInt(1, 200),
          price: uniform(0, 5_000),
          notes: jsonb({ kind: weighted({ a: 50, b: 50 }), pen: uniformInt(1, 5_000) }),
          tags: array(zipf(100, 1), { minLength: 1, maxLength: 4, type: 'text' }),
          born: time({ from: '2024-01-01', to: '2025-12-31' }),
          spot: sql('point(u * 100, u * 7919 - floor(u * 7919))'),
          seen: sql('int4range(floor(u * 1000)::int, floor(u * 1000)::int + 10)'),
          nickname: nullable(0.9, text({ minLength: 3, maxLength: 8, distinct: 500 })),
        },
      },
    },
    queries: {
      'by-id': {
        sql: 'select * from animals where id = $1',
        cases: { one: [draw.highest('animals.id')] },
      },
      'of-a-keeper': {
        sql: 'select * from animals where keeper_id = $1 order by born desc limit 20',
        cases: {
          common: [draw.common('animals.keeper_id')],
          rare: [draw.rare('animals.keeper_id')],
        },
      },
      sad: { sql: "select * from animals where mood = 'sad' order by born desc limit 10" },
      tagged: { sql: "select count(*) from animals where tags @> array['50']" },
      noted: { sql: `select id from animals where notes @> '{"pen": 77}'` },
      'by-code': { sql: "select id from animals where lower(code) = 'abc'" },
      near: { sql: "select id from animals where spot <@ box '(3,1),(0,0)'" },
      newest: { sql: "select count(*) from animals where born > '2025-12-30'" },
      together: { sql: "select id from animals where mood = 'sad' and place = 1" },
      keepers: {
        sql: "select k.name, count(*) from keepers k join animals a on a.keeper_id = k.id where a.mood = 'sad' group by 1",
      },
      'a-write': { sql: 'update animals set nickname = null where id = 7' },
    },
  };
  const file = 'zoo.ts';
  return {
    name: 'zoo',
    file,
    ddl: schema,
    definition,
    seed: 1,
    clock: '2026-01-01T00:00:00Z',
    conditions: [{ label: 'fresh' }],
    queries: Object.entries(definition.queries).map(([name, query]) => ({
      name,
      definition: query,
      position: { file, line: 1, column: 1 },
      cases: Object.entries(query.cases ?? { default: [] }).map(([label, values]) => ({
        id: `${name} / ${label}`,
        query: name,
        label,
        values,
      })),
    })),
  };
}
