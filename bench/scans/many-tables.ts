import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/**
 * Writes a schema to a temporary file: tenants, and below them trees of tables with foreign keys, half of which have an
 * index, with texts, times, flags, and some partitioned tables.
 *
 * @param count of tables, partitions excluded
 */
export function manyTables(count: number): { readonly file: string; readonly remove: () => void } {
  const folder = mkdtempSync(path.join(tmpdir(), 'plancliff-bench-'));
  const file = path.join(folder, 'many-tables.sql');
  writeFileSync(file, Array.from({ length: count }, (_, k) => tableOf(k)).join('\n'));
  return { file, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** The first table contains the tenants; each other table refers to one before it. */
function tableOf(k: number): string {
  if (k === 0) return 'create table tenants (id bigint primary key, name text not null unique);';
  const name = `table_${k}`;
  const above = Math.floor(k / 10);
  // The key of a partitioned table has the time in it.
  const parent = above === 0 || isPartitioned(above) ? 'tenants' : `table_${above}`;
  const columns = `
  parent_id bigint not null${isPartitioned(k) ? '' : ` references ${parent} (id) on delete cascade`},
  tenant_id bigint not null${isPartitioned(k) ? '' : ' references tenants (id)'},
  state text not null default 'new' check (state in ('new', 'open', 'done')),
  title varchar(200),
  amount numeric(12,2),
  created_at timestamptz not null default now(),
  deleted_at timestamptz`;
  if (isPartitioned(k)) {
    return `create table ${name} (id bigint not null,${columns},
  primary key (id, created_at)) partition by range (created_at);
create table ${name}_2024 partition of ${name} for values from ('2024-01-01') to ('2025-01-01');
create table ${name}_2025 partition of ${name} for values from ('2025-01-01') to ('2027-01-01');`;
  }
  const indexes = [
    ...(k % 2 === 0 ? [`create index on ${name} (parent_id);`] : []),
    ...(k % 3 === 0 ? [`create index on ${name} (tenant_id, created_at desc);`] : []),
    ...(k % 5 === 0 ? [`create index on ${name} (state) where deleted_at is null;`] : []),
    ...(k % 7 === 0 ? [`create index on ${name} (tenant_id);`] : []),
  ];
  return `create table ${name} (id bigint generated always as identity primary key,${columns});\n${indexes.join('\n')}`;
}

const isPartitioned = (k: number): boolean => k % 50 === 25;
