import { nullable, serial, sql, text, timeUniform, uniformInt } from '../../../src/index';
import type { Family } from '../types';

/** Conditions of which the planner can only guess the share, beside ones that it knows. */
export const labSamples: Family = {
  name: 'lab-samples',
  heldOut: false,
  schema: `
    create table samples (
      id bigint primary key,
      code text not null,
      checker bigint,
      score integer not null,
      bonus integer not null,
      opened timestamptz not null,
      closed timestamptz not null,
      marks integer[] not null,
      spoilt boolean not null,
      note text not null
    );
    create index samples_code_idx on samples (code);
    create index samples_checker_idx on samples (checker);
    create index samples_opened_idx on samples (opened);
    create index samples_marks_idx on samples using gin (marks);
    create index samples_spoilt_idx on samples (checker) where not spoilt and checker is not null;
  `,
  driving: 'samples',
  tables: {
    samples: {
      columns: {
        id: serial(),
        code: sql(`'S' || i || 'x'`),
        checker: nullable(0.1, sql('1 + floor(u * n / 30)::bigint')),
        score: uniformInt(0, 100),
        bonus: uniformInt(0, 100),
        opened: timeUniform({ from: '2023-01-01', to: '2025-12-31' }),
        closed: sql(`timestamptz '2026-01-01' + (i % 1000) * interval '1 second'`),
        marks: sql('array[(i % 3000)::integer, (i % 7 + 5000)::integer]'),
        spoilt: sql('i % 2 = 0'),
        note: text({ minLength: 40, maxLength: 80 }),
      },
    },
  },
  cases: {
    'a code whatever its case': {
      expected: 'error',
      cause: 'default guess',
      sql: 'select id, note from samples where upper(code) = upper($1)',
      values: ['s77x'],
      rival: { ddl: ['create index on samples (upper(code))'] },
    },
    'nearly all points': {
      expected: 'error',
      cause: 'default guess',
      sql: 'select id, note from samples where score + bonus > $1 limit 50',
      values: [200],
      rival: { ddl: ['create index on samples ((score + bonus))'] },
    },
    'half of the points': {
      expected: 'none',
      cause: 'large share',
      sql: 'select id, note from samples where score + bonus > $1',
      values: [60],
      rival: {
        ddl: ['create index on samples ((score + bonus))'],
        settings: { enable_seqscan: 'off' },
      },
    },
    'of a checker, or of none': {
      expected: 'error',
      cause: 'wrapped column',
      sql: 'select id, note from samples where coalesce(checker, 0) = $1',
      values: [70],
      rival: { sql: 'select id, note from samples where checker = $1' },
    },
    'of a checker, by distinct from': {
      expected: 'error',
      cause: 'wrapped column',
      sql: 'select id, note from samples where checker is not distinct from $1',
      values: [70],
      rival: { sql: 'select id, note from samples where checker = $1' },
    },
    'of a checker, not spoilt': {
      expected: 'none',
      cause: 'partial index not implied',
      sql: 'select id, note from samples where checker = $1 and spoilt = false',
      values: [70],
      rival: { hide: ['samples_spoilt_idx'] },
    },
    'with one of two rare marks': {
      expected: 'none',
      cause: 'default guess',
      sql: 'select id, note from samples where marks && $1 and marks @> $2',
      values: [[17, 18], [17]],
      rival: { hide: ['samples_marks_idx'] },
    },
    'open at a time': {
      expected: 'error',
      cause: 'dependent columns',
      sql: 'select id, note from samples where opened <= $1 and closed <= $2',
      values: ['2025-06-01', '2026-01-01'],
      rival: { ddl: ['create index on samples (closed, opened)'] },
    },
  },
};
