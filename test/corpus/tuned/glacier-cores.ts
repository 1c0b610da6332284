import { serial, sql, text, uniformInt } from '../../../src/index';
import type { Family } from '../types';

/** Statistics of a fifth of the table, which make the planner take another index than those of today. */
export const glacierCores: Family = {
  name: 'glacier-cores',
  heldOut: false,
  schema: `
    create table cores (
      id bigint primary key,
      site integer not null,
      probe text not null,
      depth integer not null,
      words text not null
    );
    create index cores_site_idx on cores (site);
    create index cores_probe_idx on cores (probe);
    create index cores_depth_idx on cores (depth);
  `,
  driving: 'cores',
  conditions: [{ label: 'stale', stale: 5 }],
  tables: {
    cores: {
      columns: {
        id: serial(),
        // The sites were drilled one after the other.
        site: sql('1 + floor((i - 1) * 50.0 / n)::integer'),
        probe: sql(
          `case when i > n * 0.25 and u < 0.4 then 'laser' else 'p' || floor(u * n / 20) end`,
        ),
        depth: uniformInt(1, 4000),
        words: text({ minLength: 50, maxLength: 90 }),
      },
    },
  },
  cases: {
    'laser cores of a site': {
      expected: 'error',
      cause: 'stale statistics',
      sql: `select id, words from cores where site = $1 and probe = 'laser'`,
      values: [31],
      end: { hide: ['cores_site_idx'] },
      rival: { hide: ['cores_probe_idx'] },
    },
    'cores of a site in a depth': {
      expected: 'none',
      cause: 'stale statistics',
      sql: 'select count(*) from cores where site = $1 and depth between $2 and $3',
      values: [31, 100, 101],
      rival: { hide: ['cores_depth_idx'] },
    },
  },
};
