import type { Candidate } from '../../trial/types';

/** The statements that put the schema's part of a candidate in place, for a database that is made anew. */
export function candidateDdl({
  ddl = [],
  distinct = [],
  statisticsTargets = [],
}: Candidate): readonly string[] {
  const column = (of: { readonly relation: string; readonly column: string }): string =>
    `alter table ${of.relation} alter column ${of.column}`;
  return [
    ...ddl,
    ...distinct.map((of) => `${column(of)} set (n_distinct = ${of.value})`),
    ...statisticsTargets.map((of) => `${column(of)} set statistics ${of.value}`),
  ];
}
