import { fixed, ratio, serial, sql, uniformInt, type ScenarioDefinition } from '../../src/index';

/** Scenarios in which one kind of advice each is the cure, by query. */
export const adviceScenarios = {
  adverts: {
    schema: `
      create extension pg_trgm;
      create table adverts (id bigint primary key, make int not null, model int not null, dealer int not null,
        city int not null, phone int not null, fax int not null, state text not null, sold_at timestamptz,
        listed timestamptz not null, edited timestamptz not null, words text not null);
      create index adverts_make_model_idx on adverts (make, model);
      create index adverts_dealer_idx on adverts (dealer);
      create index adverts_city_idx on adverts (city);
      create index adverts_phone_idx on adverts (phone);
      create index adverts_listed_idx on adverts (listed);
      create table offers (id bigint primary key, advert_id bigint not null, cents int not null);
      create index offers_advert_idx on offers (advert_id);
      create table marked (advert_id bigint primary key, person int not null);
      create index marked_person_idx on marked (person);`,
    driving: 'adverts',
    scales: '10k..3m',
    tables: {
      adverts: {
        columns: {
          id: serial(),
          // A model belongs to a make, but for a few adverts with a mistake.
          make: sql('case when i % 5003 = 0 then 1 else i % 5 end'),
          model: sql('case when i % 5003 = 0 then 2 else i % 5 end'),
          // Dealers of equal size, and one that has just begun.
          dealer: sql('case when i % 5003 = 0 then 9999 else (i * 7919) % 120 end'),
          city: sql('(i * 7907) % 20'),
          phone: sql('(i * 7901) % 5000'),
          fax: sql('(i * 7883) % 5000'),
          state: sql(
            "case when i % 5003 = 0 then 'open' when i % 3 = 0 then 'sold' else 'old' end",
          ),
          sold_at: sql(
            "case when i % 5003 > 0 then timestamptz '2025-01-01' + i * interval '1 second' end",
          ),
          listed: sql("timestamptz '2025-01-01' + i * interval '1 minute'"),
          edited: sql("timestamptz '2025-01-01' + i * interval '1 minute'"),
          words: sql("md5(i::text) || repeat(' w', 20)"),
        },
      },
      offers: {
        columns: { id: serial(), advert_id: sql('i'), cents: uniformInt(1, 900) },
        rows: ratio(1),
      },
      marked: { rows: fixed(3_000), columns: { advert_id: sql('i * 3'), person: sql('i % 500') } },
    },
    queries: {
      'statistics on two columns': {
        sql: 'select a.words, o.cents from adverts a join offers o on o.advert_id = a.id where a.make = 1 and a.model = 2',
      },
      'more common values': {
        sql: 'select a.words, o.cents from adverts a join offers o on o.advert_id = a.id where a.dealer = 9999',
      },
      'a covering index': {
        sql: "select id from adverts where city = 7 and state <> 'sold' and state <> 'old'",
      },
      'an order before a limit': {
        sql: 'select * from adverts where phone = any ($1) limit 10',
        cases: { absent: [Array.from({ length: 60 }, (_, k) => 6000 + k)] },
      },
      'a union': {
        sql: 'select id, words from adverts where phone = $1 or id in (select advert_id from marked where person = $2)',
        cases: { one: [77, 7] },
      },
      'an index for each side of an or': {
        sql: 'select id, words from adverts where phone = $1 or fax = $1',
        cases: { one: [77] },
      },
      'an index of a test': { sql: 'select id, words from adverts where sold_at is null' },
      'an operator class': { sql: "select id, words from adverts where words like '%c4ca4238a%'" },
      'a list of texts': {
        sql: 'select id, words from adverts where id::text = any ($1)',
        cases: { two: [['17', '18']] },
      },
      'a range of times': {
        sql: "select id, words from adverts where date_trunc('hour', listed) = $1",
        cases: { one: ['2025-01-03 04:00'] },
      },
      'a range of times and its index': {
        sql: 'select id, words from adverts where edited::date = $1',
        cases: { one: ['2025-01-02'] },
      },
    },
  },
  parcels: {
    schema: `
      create table parcels (id bigint primary key, label text not null);
      create table claims (id bigint primary key, parcel_id bigint not null, state int not null);`,
    driving: 'parcels',
    scales: '3k..1m',
    settings: { work_mem: '64kB' },
    tables: {
      parcels: { columns: { id: serial(), label: sql("'l' || i") } },
      claims: {
        rows: ratio(0.2),
        columns: { id: serial(), parcel_id: sql('i * 5'), state: uniformInt(1, 3) },
      },
    },
    queries: {
      'more memory': {
        sql: 'select * from parcels where id not in (select parcel_id from claims group by parcel_id having count(*) > 0)',
      },
    },
  },
  tickets: {
    schema: `
      create table tickets (id bigint primary key, code text not null, words text not null);
      create index tickets_code_idx on tickets (code text_pattern_ops);`,
    driving: 'tickets',
    scales: '10k..3m',
    settings: { plan_cache_mode: 'force_generic_plan' },
    tables: {
      tickets: {
        columns: { id: serial(), code: sql("'k' || i"), words: sql("repeat('w', 60)") },
      },
    },
    queries: {
      'a plan for the values': {
        sql: 'select * from tickets where code like $1',
        cases: { one: ['k1777%'] },
      },
    },
  },
} as const satisfies Record<string, ScenarioDefinition>;
