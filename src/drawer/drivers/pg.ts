import type { Driver } from './types';

/**
 * node-postgres parses a statement without types unless a query names them (`types`, packages/pg/lib/query.js, prepare;
 * packages/pg-protocol/src/serializer.ts, parse), and sends every value as text: the server infers all types.
 */
export const pg: Driver = () => null;
