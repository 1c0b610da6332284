import { serial, sql, text, uniformInt, weighted, zipf } from '../../src/model/distributions';
import type { Scenario, ScenarioDefinition } from '../../src/scenario/types';

/** A table with dropped columns, in which most of what the planner knows is computed from something else. */
const schema = `
  create table parts (
    id bigint primary key,
    gone int,
    amount int not null,
    grade int not null,
    name text not null,
    gone_too text,
    total int generated always as (amount + grade) stored,
    twice int generated always as (amount * 2) virtual,
    batch bigint generated always as (id / 7) stored,
    price int not null,
    kind text not null,
    note text default 'none',
    other int not null,
    spread int generated always as (amount - other) stored,
    key int not null
  );
  alter table parts drop column gone;
  alter table parts drop column gone_too;
  create index parts_total on parts ((total % 1000));
  create index parts_by_total on parts (total);
  create index parts_lower on parts (lower(name));
  create index parts_rare on parts (upper(name)) where kind = 'rare';
  create index parts_note on parts (coalesce(note, 'x'));
  create index parts_price on parts ((price % 500));
  alter index parts_price alter column 1 set statistics 150;
  alter table parts alter price set (n_distinct = 500, n_distinct_inherited = 7);
  create index parts_key on parts (key);
  create index parts_spread on parts (spread);
  create index parts_far on parts (abs(amount - 15000));
  create statistics parts_plain on amount, grade, total from parts;
  create statistics parts_mixed on (amount % 10), grade from parts;
`;

export function computed(): Scenario {
  const definition: ScenarioDefinition = {
    schema,
    driving: 'parts',
    tables: {
      parts: {
        columns: {
          id: serial(),
          amount: uniformInt(1, 30_000),
          grade: zipf(2_000, 1),
          name: text({ minLength: 5, maxLength: 12 }),
          price: uniformInt(1, 1_000_000),
          other: uniformInt(1, 30_000),
          key: sql('floor(u * 100000)'),
          kind: weighted({ rare: 3, common: 97 }),
        },
      },
    },
    queries: {},
  };
  return {
    name: 'computed',
    file: 'computed.ts',
    ddl: schema,
    definition,
    seed: 1,
    clock: '2026-01-01T00:00:00Z',
    conditions: [{ label: 'fresh' }],
    queries: [],
  };
}
