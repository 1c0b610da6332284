import { dirname, resolve } from 'node:path';
import { PlancliffError } from '../../errors';
import { addRecorded, type WithRecorded } from '../../recorded/add-recorded';
import { readRecorded, type PlacedLine } from '../../recorded/read';
import type { Scenario } from '../types';
import { shownPath } from './find-files';

const defaultCases = 5;

/** Recorded queries of the command line, in place of the queries of the scenarios. */
export interface RecordedQueries {
  readonly lines: readonly PlacedLine[];
  /** False takes the values of all cases from the data model. */
  readonly values: boolean;
}

/**
 * The scenario with the recorded queries that its definition names, or with those of the command line alone.
 *
 * @param path of the scenario's file, absolute
 * @throws PlancliffError `scenario` where the file cannot be read
 */
export async function withRecorded(
  scenario: Scenario,
  path: string,
  cwd: string,
  given: RecordedQueries | undefined,
): Promise<WithRecorded> {
  if (given !== undefined) {
    const { lines, values } = given;
    return addRecorded(scenario, lines, { values, cases: defaultCases, alone: true });
  }
  const { recorded } = scenario.definition;
  if (recorded === undefined) return { scenario, notes: [] };
  const {
    file,
    values = true,
    cases = defaultCases,
  } = typeof recorded === 'string' ? { file: recorded } : recorded;
  const full = resolve(dirname(path), file);
  try {
    const lines = readRecorded(full, shownPath(cwd, full));
    return await addRecorded(scenario, lines, { values, cases, alone: false });
  } catch (error) {
    if (!(error instanceof PlancliffError)) throw error;
    throw new PlancliffError('scenario', {
      message: `${scenario.file}: recorded: ${error.message}`,
      ...(error.reason === undefined ? {} : { reason: error.reason }),
      ...(error.hint === undefined ? {} : { hint: error.hint }),
      cause: error,
    });
  }
}
