import type { MeasuredCase } from '../evidence';
import { resultOf, type MeasuredResult } from './result';
import { workOf, type Work } from './work';

/** The measured work of every plan of a case, and its result. */
export interface CaseWork {
  readonly result: MeasuredResult;
  /** By `accessSignature`. */
  readonly accesses: ReadonlyMap<string, Work>;
  readonly rivals: readonly Work[];
  /** With a piece of advice that the planner takes. */
  readonly advised: readonly Work[];
}

/** @returns undefined where too little could be run to say anything */
export function caseWork(measured: MeasuredCase | undefined): CaseWork | undefined {
  if (measured === undefined) return undefined;
  const { accesses, rivals, tried } = measured;
  const result = resultOf([...accesses.values(), ...rivals]);
  if (result === undefined) return undefined;
  return {
    result,
    accesses: new Map(
      [...accesses].flatMap(([signature, trial]) => {
        const work = workOf(trial);
        return work === undefined ? [] : [[signature, work] as const];
      }),
    ),
    rivals: rivals.flatMap((trial) => workOf(trial) ?? []),
    advised: tried.flatMap(({ outcome, trial }) =>
      outcome === 'helps' ? (workOf(trial) ?? []) : [],
    ),
  };
}
