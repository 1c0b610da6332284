import type { TableRule } from '../types';

const names =
  /^(schema_migrations|ar_internal_metadata|django_(migrations|content_type|admin_log|site)|auth_permission|flyway_schema_history|_prisma_migrations|__drizzle_migrations|knex_migrations(_lock)?|alembic_version|databasechangelog(lock)?|goose_db_version)$/;

export const bookkeeping: TableRule = {
  name: 'bookkeeping',
  role: 'bookkeeping',
  reason: 'Tables of a migration tool get a row for each deployment, not for each user.',
  because: ({ name }) => (names.test(name) ? 'a migration tool made the table' : undefined),
};
