import { formatShare, rowsText } from '../../text/figures';
import { guessAt, guessText } from '../bounds/guess-at';
import type { CauseRule } from './subject';

/** Times that the share of a condition is off its guess, from which on the guess misleads. */
const wrong = 5;

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
    const share =
      scan === undefined || rows === undefined || scan.loops !== 1
        ? undefined
        : scan.actualRows / rows;
    // A guess that comes near leads the planner nowhere.
    if (share !== undefined && share > guess.share / wrong && share < guess.share * wrong)
      return [];
    const known =
      share === undefined || run === undefined
        ? ''
        : `; measured, ${share === 0 ? 'no row passes' : `${formatShare(share)} pass`} at ${rowsText(run.size)}`;
    const text = guessText(guess);
    return [`${text.charAt(0).toUpperCase()}${text.slice(1)}${known}.`];
  });
