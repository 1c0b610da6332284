import { serial, sql, text, time, uniformInt } from '../../../src/index';
import type { Family } from '../types';

/** Planned under a role whose policy adds a condition that no statement names. */
export const tenantFiles: Family = {
  name: 'tenant-files',
  heldOut: false,
  schema: `
    create role files_app;
    create table files (
      id bigint primary key,
      tenant_id integer not null,
      folder bigint not null,
      name text not null,
      added_at timestamptz not null
    );
    create index files_tenant_idx on files (tenant_id);
    create index files_folder_idx on files (folder);
    create index files_name_idx on files (name);
    create index files_added_at_idx on files (added_at);
    grant select on files to files_app;
    alter table files enable row level security;
    create policy own_files on files using (tenant_id = 4000);
  `,
  driving: 'files',
  settings: { role: 'files_app' },
  tables: {
    files: {
      columns: {
        id: serial(),
        tenant_id: uniformInt(1, 3000),
        folder: sql('1 + floor(u * n / 30)::bigint'),
        name: text({ minLength: 20, maxLength: 40 }),
        added_at: time({ from: '2023-01-01', jitterSeconds: 60 }),
      },
    },
  },
  cases: {
    'newest files of an empty tenant': {
      expected: 'error',
      cause: 'row-level security',
      sql: 'select id, name from files order by added_at desc limit 20',
      end: { hide: ['files_tenant_idx'] },
      rival: { ddl: ['create index on files (tenant_id, added_at)'] },
    },
    'files of a folder': {
      expected: 'none',
      cause: 'row-level security',
      sql: 'select id, name from files where folder = $1',
      values: [40],
      end: { hide: ['files_tenant_idx'] },
      rival: { hide: ['files_folder_idx'] },
    },
    'a file by key': {
      expected: 'none',
      cause: 'row-level security',
      sql: 'select name from files where id = $1',
      values: [41],
      rival: { hide: ['files_pkey'] },
    },
  },
};
