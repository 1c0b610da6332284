/** Drivers whose parameter types are known. */
export const driverNames = [
  'pg',
  'postgres.js',
  'prisma',
  'jdbc',
  'psycopg',
  'pgx',
  'npgsql',
] as const;
export type DriverName = (typeof driverNames)[number];
