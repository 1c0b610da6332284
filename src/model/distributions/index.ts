/**
 * What a column's values look like, one constructor each. They return plain data; the SQL that makes the
 * values is compiled from it once the catalog is known.
 */
export * from './numbers';
export * from './values';
export * from './references';
export * from './times';
export * from './texts';
export * from './words';
export * from './uuids';
export * from './documents';
export * from './arrays';
export * from './dependent';
