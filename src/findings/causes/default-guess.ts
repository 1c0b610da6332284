import { formatShare, rowsText } from '../../text/figures';
import { guessAt, guessText } from '../bounds/guess-at';
import type { CauseRule } from './subject';

/** The share of a condition is one of the planner's defaults. */
export const defaultGuessCause: CauseRule = ({ accesses, point, runs, relationRows, catalog }) =>
  accesses.flatMap((access) => {
    const guess = guessAt(point, access, {
      relationRows,
      ...(catalog === undefined ? {} : { catalog }),
    });
    if (guess === undefined) return [];
    const run = runs.at(-1);
    const scan = run?.nodes.find(
      ({ alias, relation }) => alias === access.alias && relation !== undefined,
    );
    const rows = run === undefined ? undefined : relationRows(access, run.size);
    const known =
      run === undefined || scan === undefined || rows === undefined || scan.loops !== 1
        ? ''
        : `; measured, ${scan.actualRows === 0 ? 'no row passes' : `${formatShare(scan.actualRows / rows)} pass`} at ${rowsText(run.size)}`;
    const text = guessText(guess);
    return [`${text.charAt(0).toUpperCase()}${text.slice(1)}${known}.`];
  });
