import { serial, sql, text, time, uniformInt } from '../../../src/index';
import type { Family } from '../types';

/** A model belongs to one make, and a draft has no price: the planner takes the columns as independent. */
export const carAdverts: Family = {
  name: 'car-adverts',
  heldOut: false,
  schema: `
    create table adverts (
      id bigint primary key,
      make text not null,
      model text not null,
      status text not null,
      price integer,
      city integer not null,
      listed_at timestamptz not null,
      words text not null
    );
    create index adverts_model_idx on adverts (model);
    create index adverts_city_idx on adverts (city);
    create index adverts_listed_at_idx on adverts (listed_at);
  `,
  driving: 'adverts',
  tables: {
    adverts: {
      columns: {
        id: serial(),
        // 200 models of 20 makes: a model's number leaves its make's when divided by 20.
        make: sql(`'make' || ((i * 7919) % 200) % 20`),
        model: sql(`'model' || (i * 7919) % 200`),
        status: sql(`case when (i * 7907) % 1000 < 300 then 'draft' else 'listed' end`),
        price: sql('case when (i * 7907) % 1000 >= 300 then 500 + floor(u * 50000)::integer end'),
        city: uniformInt(1, 60),
        listed_at: time({ from: '2024-01-01', jitterSeconds: 60 }),
        words: text({ minLength: 60, maxLength: 100 }),
      },
    },
  },
  cases: {
    'newest of a model under another make': {
      expected: 'error',
      cause: 'dependent columns',
      sql: 'select id, words from adverts where make = $1 and model = $2 order by listed_at desc limit 20',
      values: ['make3', 'model44'],
      end: { hide: ['adverts_model_idx'] },
      rival: { ddl: ['create index on adverts (model, make, listed_at)'] },
    },
    'listed without a price': {
      expected: 'error',
      cause: 'dependent columns',
      sql: `select id, words from adverts where status = 'listed' and price is null order by listed_at desc limit 5`,
      rival: {
        ddl: [`create index on adverts (listed_at) where status = 'listed' and price is null`],
      },
    },
    'newest of a model': {
      expected: 'none',
      cause: 'dependent columns',
      sql: 'select id, words from adverts where make = $1 and model = $2 order by listed_at desc limit 20',
      values: ['make4', 'model44'],
      end: { hide: ['adverts_model_idx'] },
      rival: { ddl: ['create index on adverts (model, make, listed_at)'] },
    },
    'newest drafts without a price': {
      expected: 'none',
      cause: 'dependent columns',
      sql: `select id, words from adverts where status = 'draft' and price is null order by listed_at desc limit 20`,
      rival: {
        ddl: [`create index on adverts (listed_at) where status = 'draft' and price is null`],
      },
    },
    'mean price in a city': {
      expected: 'none',
      cause: 'large share',
      sql: 'select avg(price) from adverts where city = $1',
      values: [17],
      end: { hide: ['adverts_city_idx'] },
      rival: { settings: { enable_seqscan: 'off' } },
    },
    'cheapest adverts': {
      expected: 'error',
      cause: 'missing index',
      sql: 'select id, words from adverts where price between 500 and 504',
      rival: { ddl: ['create index on adverts (price)'] },
    },
  },
};
