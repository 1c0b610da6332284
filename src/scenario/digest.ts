import type { Scenario } from './types';
import { digest } from '../text/digest';

/**
 * Twelve hexadecimal digits that change with whatever moves a plan: schema, tables with their distributions
 * and row counts, seed and clock. Queries, settings and file names are not in it.
 */
export function modelDigest(scenario: Scenario): string {
  const { definition, ddl, seed, clock } = scenario;
  const { driving, tables } = definition;
  return digestOf({ ddl: ddl.replace(/\r\n?/g, '\n'), driving, tables, seed, clock });
}

/** Twelve hexadecimal digits that change with the data model of one table. */
export const tableDigest = (definition: unknown): string => digestOf(definition);

function digestOf(value: unknown): string {
  return digest(canonical(value), 12);
}

/** JSON with the keys of every object in order; fields that are undefined are left out. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const entries = Object.entries(value)
    .filter(([, of]) => of !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, of]) => `${JSON.stringify(key)}:${canonical(of)}`);
  return `{${entries.join(',')}}`;
}
