import { draw, serial, sql, text, time } from '../../../src/index';
import type { Family } from '../types';

/** Signals of lighthouses: reads that end early where a match comes early, and only there. */
export const lighthouseSignals: Family = {
  name: 'lighthouse-signals',
  heldOut: false,
  schema: `
    create table signals (
      id bigint primary key,
      marks jsonb not null,
      keeper integer not null,
      vessel integer not null,
      seen timestamptz not null,
      words tsvector not null,
      remark text not null
    );
    create index signals_marks_idx on signals using gin (marks jsonb_path_ops);
    create index signals_words_idx on signals using gin (words);
    create index signals_keeper_idx on signals (keeper);
    create index signals_vessel_idx on signals (vessel);
    create index signals_seen_idx on signals (seen);
    create index signals_seen_id_idx on signals (seen desc, id desc);
  `,
  driving: 'signals',
  tables: {
    signals: {
      columns: {
        id: serial(),
        marks: sql(
          `jsonb_build_object('light', (array['red', 'green'])[1 + (i % 2)::integer], 'no', i)`,
        ),
        keeper: sql('case when u < 0.3 then 1 else 2 + floor(u * 9000)::integer end'),
        // A vessel is seen for a while, and the vessels follow one another.
        vessel: sql('1 + floor((i - 1) * 400.0 / n)::integer'),
        seen: time({ from: '2023-01-01', jitterSeconds: 30 }),
        words: sql(
          `to_tsvector('simple', case when u < 0.5 then 'fog' else 'sun' end || ' w' || (i % 3000))`,
        ),
        remark: text({ minLength: 40, maxLength: 80 }),
      },
    },
  },
  cases: {
    'two with a light that is never shown': {
      expected: 'none',
      cause: 'early stop',
      sql: `select id, remark from signals where marks @> '{"light": "violet"}' limit 2`,
      rival: { hide: ['signals_marks_idx'] },
    },
    'one with a word that nobody wrote': {
      expected: 'none',
      cause: 'early stop',
      sql: `select id, remark from signals where words @@ to_tsquery('simple', 'kraken') limit 1`,
      rival: { hide: ['signals_words_idx'] },
    },
    'one with a word that is often written': {
      expected: 'none',
      cause: 'early stop',
      sql: `select id, remark from signals where words @@ to_tsquery('simple', 'fog') limit 1`,
      end: { hide: ['signals_words_idx'] },
      rival: { settings: { enable_seqscan: 'off' } },
    },
    'two with a green light': {
      expected: 'none',
      cause: 'early stop',
      sql: `select id, remark from signals where marks @> '{"light": "green"}' limit 2`,
      rival: { settings: { enable_seqscan: 'off' } },
    },
    'first sight of the last vessel': {
      expected: 'error',
      cause: 'place of the matching rows',
      sql: 'select min(seen) from signals where vessel = $1',
      values: [400],
      rival: { ddl: ['create index on signals (vessel, seen)'] },
    },
    'last sight of the last vessel': {
      expected: 'none',
      cause: 'place of the matching rows',
      sql: 'select max(seen) from signals where vessel = $1',
      values: [400],
      rival: { ddl: ['create index on signals (vessel, seen)'] },
    },
    'any of three keepers who left no signal': {
      expected: 'error',
      cause: 'early stop',
      sql: 'select id, remark from signals where keeper = any ($1) order by seen desc limit 15',
      values: [[20_001, 20_002, 20_003]],
      end: { hide: ['signals_keeper_idx'] },
      rival: { settings: { enable_indexscan: 'off' } },
    },
    'any of two keepers, one busy': {
      expected: 'none',
      cause: 'early stop',
      sql: 'select id, remark from signals where keeper = any ($1) order by seen desc limit 15',
      values: [[1, 20_002]],
      rival: { ddl: ['create index on signals (keeper, seen)'] },
    },
    'older than a signal, by an or': {
      expected: 'error',
      cause: 'or over several indexes',
      sql: `select id, remark from signals where (seen = $1 and id < $2) or seen < $1
        order by seen desc, id desc limit 25`,
      values: ['2023-03-01', 77],
      rival: {
        sql: `select id, remark from signals where (seen, id) < ($1, $2)
          order by seen desc, id desc limit 25`,
      },
    },
    'older than the newest signal, by an or': {
      expected: 'none',
      cause: 'or over several indexes',
      sql: `select id, remark from signals where seen < $1 or (seen = $1 and id < $2)
        order by seen desc, id desc limit 25`,
      values: [draw.highest('signals.seen'), 77],
      rival: {
        sql: `select id, remark from signals where (seen, id) < ($1, $2)
          order by seen desc, id desc limit 25`,
      },
    },
  },
};
