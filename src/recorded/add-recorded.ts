import { modelTables } from '../scenario/model-tables';
import { mergeSessions } from '../scenario/session';
import type { Case, Query, Scenario, SessionDefinition } from '../scenario/types';
import { casesFromModel } from './cases-from-model';
import { groupRecorded, type RecordedStatement } from './group';
import type { PlacedLine } from './read';
import { digest } from '../text/digest';

export interface AddOptions {
  /** Values are taken from the lines; false draws them all from the data model. */
  readonly values: boolean;
  /** Sets of values that are planned of one statement. */
  readonly cases: number;
  /** Only the recorded queries, without those of the scenario. */
  readonly alone: boolean;
}

export interface WithRecorded {
  readonly scenario: Scenario;
  /** What was left out, one line each. */
  readonly notes: readonly string[];
}

/**
 * A scenario with recorded statements as further queries: those that name a table of its data model. Cases are the
 * recorded values, or values of the data model where none were recorded.
 */
export async function addRecorded(
  scenario: Scenario,
  lines: readonly PlacedLine[],
  { values, cases, alone }: AddOptions,
): Promise<WithRecorded> {
  const { statements, skipped } = await groupRecorded(lines, cases);
  const tableOf = modelTables(scenario.definition);
  const notes = skipped.map(
    ({ line, reason }) => `${placeOf(line)}: the statement is not planned: ${reason}`,
  );
  const session = mergeSessions(scenario.definition);
  const queries: Query[] = [];
  for (const statement of statements) {
    if (!statement.tables.some((table) => tableOf(table) !== undefined)) continue;
    const { calls } = statement;
    const found =
      values && calls.length > 0
        ? { cases: Object.fromEntries(calls.map((call) => [labelOf(call), call])) }
        : casesFromModel(statement, tableOf);
    if ('unknown' in found) {
      notes.push(
        `${placeOf(statement.first)}: no value for $${found.unknown}: it is not compared with a column; record its values`,
      );
      continue;
    }
    queries.push(queryOf(statement, found.cases, session));
  }
  return {
    scenario: { ...scenario, queries: alone ? queries : [...scenario.queries, ...queries] },
    notes,
  };
}

function queryOf(
  { name, sql, first }: RecordedStatement,
  cases: { readonly [label: string]: readonly unknown[] },
  session: SessionDefinition,
): Query {
  const described = first.at === undefined ? {} : { description: `recorded at ${first.at}` };
  return {
    name,
    definition: { sql, cases, ...described },
    position: { file: first.file, line: first.line, column: 1 },
    cases: Object.entries(cases).map(([label, values]): Case => ({
      id: `${name} / ${label}`,
      query: name,
      label,
      values,
      ...(Object.keys(session).length === 0 ? {} : { session }),
    })),
  };
}

/** Longest label that shows its values; a longer one is cut, and one that was changed has digits of its own too. */
const shown = 40;

/** A case's label is its values, so that it is the same in every run: `'paid', 20`. */
function labelOf(values: readonly unknown[]): string {
  if (values.length === 0) return 'default';
  const text = values.map((value) => JSON.stringify(value) ?? 'null').join(', ');
  // A label stands in one line of a snapshot, and ` / ` separates it from the query.
  const plain = text.replace(/\\[nrt]|[\s\u007f]+/g, ' ').replaceAll(' / ', '/');
  return plain === text && text.length <= shown
    ? text
    : `${plain.slice(0, shown)}… ${digest(text, 6)}`;
}

const placeOf = ({ file, line }: PlacedLine): string => `${file}:${line}`;
