import {
  array,
  bool,
  fixed,
  nullable,
  ratio,
  reference,
  serial,
  skew,
  sql,
  text,
  uniform,
  uniformInt,
} from '../../src/definitions';
import type { ScenarioDefinition } from '../../src/scenario/types';

/** One scenario for each kind of harm, and two for what looks like harm and is none. */
export const verdictScenarios = {
  'groups seem fewer by a few large ones': {
    schema: `
      create table parcels (id bigint primary key, depot bigint not null, label text not null);
      create index parcels_depot_idx on parcels (depot);`,
    driving: 'parcels',
    scales: '30k..30m',
    tables: {
      parcels: {
        columns: {
          id: serial(),
          label: sql("repeat('z', 140)"),
          depot: sql(
            'case when u < least(1, 300000.0 / n) then 1 + floor(u / least(1, 300000.0 / n) * 110000)::bigint ' +
              'else 150000 + floor((u - 300000.0 / n) / (1 - 300000.0 / n) * (n - 300000) / 9000)::bigint end',
          ),
        },
      },
    },
    queries: {
      watched: {
        sql: 'select * from parcels where depot in (select k * 500 from generate_series(1, 90) k)',
      },
    },
  },
  'groups seem fewer by zipf': {
    schema: `
      create table authors (id bigint primary key);
      create table posts (id bigint primary key, author_id bigint not null references authors, body text not null);
      create index posts_author_idx on posts (author_id);`,
    driving: 'posts',
    scales: '100k..30m',
    tables: {
      authors: { rows: ratio(0.1), columns: { id: serial() } },
      posts: {
        columns: {
          id: serial(),
          body: sql("repeat('y', 160)"),
          author_id: reference('authors', { skew: skew.zipf(1.2) }),
        },
      },
    },
    queries: {
      followed: {
        sql: 'select * from posts where author_id in (select 7000 + k from generate_series(1, 120) k)',
      },
    },
  },
  'absent under a limit': {
    schema: `
      create table songs (id bigint primary key, moods int[] not null);
      create index songs_moods_idx on songs using gin (moods);`,
    driving: 'songs',
    scales: '10k..3m',
    tables: {
      songs: {
        columns: {
          id: serial(),
          moods: array(uniformInt(1, 300), { type: 'int', minLength: 2, maxLength: 2 }),
        },
      },
    },
    queries: {
      some: {
        sql: 'select * from songs where moods @> $1 limit 4',
        cases: { absent: [[9999]] },
      },
    },
  },
  'walk under a limit': {
    schema: `
      create table calls (id bigint primary key, line bigint not null, words text not null);
      create index calls_line_idx on calls (line);`,
    driving: 'calls',
    scales: '10k..1b',
    tables: {
      calls: {
        columns: {
          id: serial(),
          line: sql(
            'case when u < 0.6 then floor(u * 150)::bigint else 200 + floor(u * n / 8)::bigint end',
          ),
          words: sql("repeat('w', 70)"),
        },
      },
    },
    queries: {
      newest: {
        sql: 'select * from calls where line = any ($1) order by id desc limit 80',
        cases: { three: [[2000001, 2000002, 2000003]] },
      },
      page: {
        sql: 'select * from calls where id > $1 or (id = $1 and line > $2) order by id limit 80',
        cases: { far: [700000000, 3] },
      },
    },
  },
  'pattern under a collation': {
    schema: `create table articles (slug text collate "en-x-icu" primary key, body text not null);`,
    driving: 'articles',
    scales: '10k..30m',
    tables: {
      articles: {
        columns: {
          slug: sql("'news-' || ((i - 1) / 40) || '-' || i"),
          body: sql("repeat('b', 90)"),
        },
      },
    },
    queries: { begins: { sql: "select slug from articles where slug like 'news-23-%'" } },
  },
  'casts and sides': {
    schema: `
      create table carts (id bigint primary key, shop bigint not null, total numeric(10,2) not null);
      create index carts_total_idx on carts (total);`,
    driving: 'carts',
    scales: '10k..30m',
    tables: {
      carts: { columns: { id: serial(), shop: sql('1 + i % 900'), total: uniform(0.01, 90000) } },
    },
    queries: {
      'value = column': { sql: 'select id from carts where $1 = shop', cases: { one: [5] } },
      'numeric key': { sql: 'select total from carts where id = $1::numeric', cases: { one: [5] } },
      'float range': {
        sql: 'select id from carts where total >= $1::float8 and total < $2::float8',
        cases: { narrow: [7, 7.01] },
      },
    },
  },
  'partial index not implied': {
    schema: `
      create table badges (id bigint primary key, site int not null, serial_no text not null, revoked_at timestamptz);
      create unique index badges_site_serial_key on badges (site, serial_no) where revoked_at is null;
      create index badges_site_idx on badges (site);`,
    driving: 'badges',
    scales: '10k..30m',
    tables: {
      badges: {
        columns: {
          id: serial(),
          site: uniformInt(1, 12),
          serial_no: text({ minLength: 14, maxLength: 14 }),
          revoked_at: nullable(0.9, sql("timestamptz '2024-01-01' + i * interval '1 second'")),
        },
      },
    },
    queries: {
      any: {
        sql: 'select id from badges where site = $1 and serial_no = any ($2)',
        cases: { some: [4, ['p', 'q']] },
      },
      valid: {
        sql: 'select id from badges where site = $1 and serial_no = any ($2) and revoked_at is null',
        cases: { some: [4, ['p', 'q']] },
      },
    },
  },
  'generic plan and a partial index': {
    schema: `
      create table votes (id bigint primary key, motion int not null, chair boolean not null);
      create index votes_chair_idx on votes (motion) where chair;`,
    driving: 'votes',
    scales: '10k..30m',
    settings: { plan_cache_mode: 'force_generic_plan' },
    tables: {
      votes: { columns: { id: serial(), motion: uniformInt(1, 300), chair: bool(0.0008) } },
    },
    queries: {
      chair: {
        sql: 'select * from votes where motion = $1 and chair = $2 limit 1',
        cases: { one: [5, true] },
      },
    },
  },
  'cascade without an index': {
    schema: `
      create table rooms (id bigint primary key);
      create table stays (id bigint primary key, room_id bigint not null references rooms on delete cascade, guest text not null);`,
    driving: 'stays',
    scales: '10k..30m',
    tables: {
      rooms: { rows: ratio(0.02), columns: { id: serial() } },
      stays: {
        columns: {
          id: serial(),
          room_id: reference('rooms'),
          guest: text({ minLength: 20, maxLength: 40 }),
        },
      },
    },
    queries: { close: { sql: 'delete from rooms where id = $1', cases: { one: [5] } } },
  },
  'join without its condition': {
    schema: `
      create table lines (id bigint primary key, stops bigint[] not null);
      create index lines_stops_idx on lines using gin (stops);
      create table closed (stop bigint primary key);`,
    driving: 'lines',
    scales: '100k..10m',
    settings: { effective_cache_size: '512MB' },
    tables: {
      lines: {
        columns: { id: serial(), stops: sql('array[i * 6, i * 6 + 1, i * 6 + 2, i * 6 + 3]') },
      },
      closed: { rows: fixed(900), columns: { stop: sql('i * 6007') } },
    },
    queries: {
      hit: { sql: 'select distinct l.id from lines l, closed c where l.stops && array[c.stop]' },
    },
  },
  'policies passed by': {
    schema: `
      create table letters (id bigint primary key, box int not null, words text not null);
      create index letters_box_idx on letters (box);
      alter table letters enable row level security;
      create policy own on letters using (box = current_setting('app.box')::int);`,
    driving: 'letters',
    scales: '10k..1m',
    tables: {
      letters: {
        columns: {
          id: serial(),
          box: uniformInt(1, 300),
          words: text({ minLength: 20, maxLength: 40 }),
        },
      },
    },
    queries: { newest: { sql: 'select * from letters order by id desc limit 30' } },
  },
  'many keys': {
    schema: 'create table pages (id bigint primary key, body text not null);',
    driving: 'pages',
    tables: {
      pages: { columns: { id: serial(), body: text({ minLength: 70, maxLength: 110 }) } },
    },
    queries: {
      'two thousand': {
        sql: 'select body from pages where id = any ($1)',
        cases: { many: [Array.from({ length: 2000 }, (_, k) => k * 4 + 1)], few: [[1, 2]] },
      },
    },
  },
  'small look-up': {
    schema: `
      create table sorts (id int primary key, name text not null unique);
      create table wines (id bigint primary key, sort int not null, rank int not null);`,
    driving: 'wines',
    scales: '10k..10m',
    tables: {
      sorts: { rows: fixed(50), columns: { id: serial(), name: sql("'s' || i") } },
      wines: { columns: { id: serial(), sort: uniformInt(1, 50), rank: uniformInt(1, 900000) } },
    },
    queries: {
      best: {
        sql: "select id from wines where sort = (select id from sorts where name = 's9') order by rank limit 15",
      },
    },
  },
} as const satisfies Record<string, ScenarioDefinition>;

export type VerdictScenario = keyof typeof verdictScenarios;
