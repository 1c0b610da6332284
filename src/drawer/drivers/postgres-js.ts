import type { Driver } from './types';

/**
 * postgres.js sends the types of dates, bytes, booleans and bigints, and of arrays that begin with one of them; numbers and
 * texts have none (src/types.js, inferType; src/connection.js, Parse). The types that it sends for arrays are those of their
 * elements, which no server takes for an array: such a parameter is left to the server here, as `sql.array` would make it.
 */
export const postgresJs: Driver = ({ kind, array, isNull, drawn, value }) => {
  if (isNull || array) return null;
  switch (kind) {
    case 'date':
    case 'timestamp':
    case 'timestamptz':
      // It reads all of them as a Date (src/types.js, types.date).
      return drawn || value instanceof Date ? 'timestamptz' : null;
    case 'bytes':
      return 'bytea';
    case 'boolean':
      return 'bool';
    case 'bigint':
      // A bigint of the database is read as a text unless `types.bigint` was chosen.
      return typeof value === 'bigint' ? 'int8' : null;
    case 'smallint':
    case 'integer':
    case 'float':
    case 'double':
    case 'decimal':
    case 'text':
    case 'uuid':
    case 'json':
    case 'time':
    case 'other':
      return null;
  }
};
