import type { TableFacts } from '../../postgres/catalog/schema-facts';
import { qualifiedName, quoteIdent, quoteLiteral } from '../../postgres/quote';
import type { Probe } from '../../generate/probes/types';
import type { AccessPath, Statement } from '../../plan/types';
import type { ScanEvidence, ScannedCase, ScanPoint } from '../types';

/** As DDL names a table or an index: without the schema `public`. */
export const shortName = ({ schema, name }: Pick<TableFacts, 'schema' | 'name'>): string =>
  schema === 'public' ? quoteIdent(name) : qualifiedName(schema, name);

export function growsBeyond(
  { rowsAt, largest }: ScanEvidence,
  table: string,
  rows: number,
): boolean {
  return rowsAt(table, largest) >= rows;
}

/** The query of a probe with the values that it was planned with at the largest scale. */
export function caseLines(
  cases: readonly ScannedCase[],
  { name }: Probe,
): { readonly query?: string } {
  const point = cases.find(({ probe }) => probe.name === name)?.points.at(-1);
  return point === undefined ? {} : { query: shownQuery(point.statement) };
}

/** A statement with its values in place, without the schema `public`: as somebody would type it. */
export function shownQuery({ sql, parameters }: Statement): string {
  return sql
    .replaceAll(/\bpublic\./g, '')
    .replaceAll(/\$(\d+)/g, (parameter, number: string) =>
      shownValue(parameters[Number(number) - 1], parameter),
    );
}

/** Longest text that is shown whole. */
const longest = 40;

function shownValue(value: unknown, parameter: string): string {
  if (value === null) return 'null';
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (typeof value !== 'string' || value.length > longest) return parameter;
  return /^-?\d+(?:\.\d+)?$/.test(value) ? value : quoteLiteral(value);
}

/** The access to a table in a plan: the first of its occurrences. */
export function accessTo(point: ScanPoint, table: TableFacts): AccessPath | undefined {
  return point.plan.accesses.find(
    ({ relation, schema }) => relation === table.name && schema === table.schema,
  );
}
