import type { JudgedScan } from './judge-scanned';
import type { Share } from './score';

export interface ScannedScore {
  /** Traps that a finding names. */
  readonly recall: Share;
  /** Findings that name a trap. */
  readonly precision: Share;
  /** Clean ones without an error. */
  readonly withoutError: Share;
  /** Clean ones without any finding. */
  readonly silent: Share;
}

export function scoreScanned(judged: readonly JudgedScan[]): ScannedScore {
  const harmful = judged.filter((each) => each.harmful);
  const clean = judged.filter((each) => !each.harmful);
  const right = sum(judged.map((each) => each.right.length));
  const wrong = sum(judged.map((each) => each.wrong.length));
  return {
    recall: { of: harmful.length, count: harmful.filter((each) => each.right.length > 0).length },
    precision: { of: right + wrong, count: right },
    withoutError: { of: clean.length, count: clean.filter((each) => !each.wrongError).length },
    silent: { of: clean.length, count: clean.filter((each) => each.wrong.length === 0).length },
  };
}

/** What was missed, then what was said wrongly, each one line. */
export function missesOfScan(judged: readonly JudgedScan[]): readonly string[] {
  const place = ({ heldOut, name }: JudgedScan): string => `${heldOut ? '[held out] ' : ''}${name}`;
  return [
    ...judged
      .filter(({ harmful, right }) => harmful && right.length === 0)
      .map((each) => `missed: ${place(each)}`),
    ...judged
      .filter(({ wrong }) => wrong.length > 0)
      .map((each) => `wrong: ${place(each)}: ${each.wrong.join(', ')}`),
  ];
}

const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);
