import type { TableFacts } from '../../postgres/catalog/schema-facts';
import { qualifiedName, quoteIdent } from '../../postgres/quote';
import type { Probe } from '../../generate/probes/types';
import type { AccessPath } from '../../plan/types';
import type { ScanEvidence, ScannedCase, ScanPoint } from '../types';
import { queryOf } from './shown-query';

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
  return queryOf(point?.statement);
}

/** The access to a table in a plan: the first of its occurrences. */
export function accessTo(point: ScanPoint, table: TableFacts): AccessPath | undefined {
  return point.plan.accesses.find(
    ({ relation, schema }) => relation === table.name && schema === table.schema,
  );
}
