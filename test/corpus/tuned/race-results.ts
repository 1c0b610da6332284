import { nullable, serial, sql, text, timeUniform, uniformInt } from '../../../src/index';
import type { Family } from '../types';

/** Best first, newest first, page by page: orders that an index gives, or nearly gives. */
export const raceResults: Family = {
  name: 'race-results',
  heldOut: false,
  schema: `
    create table results (
      id bigint primary key,
      bib text not null,
      score integer,
      finished_at timestamptz,
      club integer not null,
      remark text not null
    );
    create index results_score_idx on results (score desc nulls last);
    create index results_finished_at_idx on results (finished_at);
    create index results_bib_idx on results (bib, id);
    create index results_club_score_idx on results (club, score);
  `,
  driving: 'results',
  tables: {
    results: {
      columns: {
        id: serial(),
        bib: text({ minLength: 8, maxLength: 12 }),
        score: nullable(0.002, uniformInt(1, 1_000_000)),
        finished_at: nullable(0.4, timeUniform({ from: '2023-01-01' })),
        club: sql('1 + floor(u * 500)::integer'),
        remark: text({ minLength: 40, maxLength: 70 }),
      },
    },
  },
  cases: {
    'best scores': {
      expected: 'error',
      cause: 'nulls first or last',
      sql: 'select id, score from results order by score desc limit 10',
      rival: { sql: 'select id, score from results order by score desc nulls last limit 10' },
    },
    'last finished, nulls last': {
      expected: 'error',
      cause: 'nulls first or last',
      sql: 'select id, remark from results order by finished_at desc nulls last limit 10',
      rival: {
        sql: 'select id, remark from results where finished_at is not null order by finished_at desc limit 10',
      },
    },
    'page four thousand': {
      expected: 'error',
      cause: 'offset pagination',
      sql: 'select id, remark from results order by bib, id offset 80000 limit 20',
      rival: {
        sql: 'select id, remark from results where (bib, id) > ($1, $2) order by bib, id limit 20',
        values: ['7', 1],
      },
    },
    'best scores, nulls last': {
      expected: 'none',
      cause: 'nulls first or last',
      sql: 'select id, score from results order by score desc nulls last limit 10',
      rival: { hide: ['results_score_idx'] },
    },
    'last finished': {
      expected: 'none',
      cause: 'nulls first or last',
      sql: 'select id, remark from results where finished_at is not null order by finished_at desc limit 10',
      rival: { hide: ['results_finished_at_idx'] },
    },
    'third page': {
      expected: 'none',
      cause: 'offset pagination',
      sql: 'select id, remark from results order by bib, id offset 40 limit 20',
      rival: { hide: ['results_bib_idx'] },
    },
    'best of a club': {
      expected: 'none',
      cause: 'nulls first or last',
      sql: 'select id, score from results where club = $1 and score is not null order by score desc limit 10',
      values: [77],
      rival: { hide: ['results_club_score_idx'] },
    },
  },
};
