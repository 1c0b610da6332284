import type { Severity } from '../../src/findings/kinds';
import type { Cause, CorpusCase } from '../../test/corpus/types';

/** What was expected of a case, and the worst that a check says of it. */
export interface Judged {
  readonly family: string;
  readonly name: string;
  readonly heldOut: boolean;
  readonly cause: Cause;
  readonly expected: CorpusCase['expected'];
  readonly got: Severity | 'none';
  /** Kinds of the findings that bear this severity. */
  readonly kinds: readonly string[];
}

/** A share as a count of a count. */
export interface Share {
  readonly of: number;
  readonly count: number;
}

export interface Score {
  /** Harmful cases with an error or a warning, of all harmful cases. */
  readonly recall: Share;
  /** Harmful cases of those with an error or a warning. */
  readonly precision: Share;
  /** Cases with an error, of those where one is expected. */
  readonly errorRecall: Share;
  /** Harmful cases of those with an error. */
  readonly errorPrecision: Share;
}

export function scoreOf(judged: readonly Judged[]): Score {
  const harmful = judged.filter(isHarmful);
  const accused = judged.filter(isAccused);
  const errors = judged.filter(({ got }) => got === 'error');
  const errorsExpected = judged.filter(({ expected }) => expected === 'error');
  return {
    recall: share(harmful, isAccused),
    precision: share(accused, isHarmful),
    errorRecall: share(errorsExpected, ({ got }) => got === 'error'),
    errorPrecision: share(errors, isHarmful),
  };
}

/** Cases whose severity is not the expected one, each one line: harm that was missed first. */
export function missesOf(judged: readonly Judged[]): readonly string[] {
  const said = ({ got, kinds }: Judged): string =>
    kinds.length === 0 ? got : `${got} (${kinds.join(', ')})`;
  const wrong = judged.filter(({ expected, got }) => expected !== (got === 'info' ? 'none' : got));
  const missed = wrong.filter((each) => isHarmful(each) && !isAccused(each));
  const unfair = wrong.filter((each) => !isHarmful(each));
  const other = wrong.filter((each) => isHarmful(each) && isAccused(each));
  const line = (what: string) => (each: Judged) =>
    `${what}: ${each.heldOut ? '[held out] ' : ''}${each.family} / ${each.name} (${each.cause}): ` +
    `expected ${each.expected}, found ${said(each)}`;
  return [
    ...missed.map(line('missed')),
    ...unfair.map(line('accused')),
    ...other.map(line('other severity')),
  ];
}

const isHarmful = ({ expected }: Judged): boolean => expected !== 'none';
const isAccused = ({ got }: Judged): boolean => got === 'error' || got === 'warning';

function share(of: readonly Judged[], is: (each: Judged) => boolean): Share {
  return { of: of.length, count: of.filter(is).length };
}
