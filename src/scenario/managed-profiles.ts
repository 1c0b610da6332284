/**
 * Planner settings of managed services as they ship, by the memory of the instance. Whatever a service leaves at
 * PostgreSQL's own value is not listed: `work_mem`, and on the first two `random_page_cost` too.
 *
 * - `rds`: Amazon RDS for PostgreSQL. `effective_cache_size` is {DBInstanceClassMemory/16384} pages of 8 kB, half of the
 *   memory; `random_page_cost` and `work_mem` are the engine's. As `aws rds describe-db-parameters` lists the default
 *   parameter group (jkshah.blogspot.com, "Tuning DB Parameters for PostgreSQL 12 in Amazon RDS").
 * - `aurora`: Amazon Aurora PostgreSQL. `effective_cache_size` is SUM({DBInstanceClassMemory/12038}, -50003) pages ("Amazon
 *   Aurora PostgreSQL parameters" in the Aurora User Guide). DBInstanceClassMemory is a little less than the memory of an
 *   instance: these are an upper bound, and `plancliff profile` prints what a server has.
 * - `azure`: Azure Database for PostgreSQL flexible server. `random_page_cost` 2, and `effective_cache_size`
 *   (memoryGib * 131072) - shared_buffers pages ("Server parameters", Query Tuning / Planner Cost Constants).
 * - `cloudsql`: Cloud SQL for PostgreSQL. `effective_cache_size` is 40 % of the memory ("Configure database flags" in the
 *   Cloud SQL documentation, cloud.google.com/sql/docs/postgres/flags).
 * - `neon`: Neon. `effective_cache_size` is the Local File Cache of the largest compute size, 75 % of its memory ("Postgres
 *   compatibility", content/docs/reference/compatibility.md of neondatabase/website, version of 2026-02-06).
 * - `supabase-image`: the image that Supabase's command line and self-hosting start. `effective_cache_size` 128MB
 *   (ansible/files/postgresql_config/postgresql.conf.j2 of supabase/postgres, commit 02e896f). The hosted service adds a
 *   file of its own by the size of the instance, which is not published.
 */
export const managed = {
  'rds-8gb': { effective_cache_size: '4GB' },
  'rds-32gb': { effective_cache_size: '16GB' },
  'rds-128gb': { effective_cache_size: '64GB' },
  'aurora-8gb': { effective_cache_size: '663564' },
  'aurora-32gb': { effective_cache_size: '2804270' },
  'aurora-128gb': { effective_cache_size: '11367089' },
  'azure-8gb': { random_page_cost: '2', effective_cache_size: '786432' },
  'azure-32gb': { random_page_cost: '2', effective_cache_size: '3145728' },
  'azure-128gb': { random_page_cost: '2', effective_cache_size: '12582912' },
  'cloudsql-8gb': { effective_cache_size: '3277MB' },
  'cloudsql-32gb': { effective_cache_size: '13107MB' },
  'cloudsql-128gb': { effective_cache_size: '52429MB' },
  'neon-8gb': { effective_cache_size: '6GB' },
  'neon-32gb': { effective_cache_size: '24GB' },
  'neon-128gb': { effective_cache_size: '96GB' },
  'supabase-image': { effective_cache_size: '128MB' },
} as const;
