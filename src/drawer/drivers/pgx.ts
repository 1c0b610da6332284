import type { Driver } from './types';

/**
 * pgx prepares a statement without types, asks the server which it inferred, and encodes the values so (conn.go, Prepare;
 * extended_query_builder.go). Its modes `exec` and `simple_protocol`, which guess them, are not meant here.
 */
export const pgx: Driver = () => null;
