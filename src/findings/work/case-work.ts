import type { MeasuredCase } from '../evidence';
import { whereRowsExist } from './existing-rows';
import { resultOf, type MeasuredResult } from './result';
import type { Work } from './work';
import { worksOf } from './works-of';

/** The measured work of every plan of a case, and its result. */
export interface CaseWork {
  readonly result: MeasuredResult;
  /** By `accessSignature`. */
  readonly accesses: ReadonlyMap<string, Work>;
  readonly runnersUp: readonly Work[];
  /** With a piece of advice that the planner takes. */
  readonly advised: readonly Work[];
}

/** @returns undefined where too little could be run to say anything */
export function caseWork(measured: MeasuredCase | undefined): CaseWork | undefined {
  if (measured === undefined) return undefined;
  const signatures = [...measured.accesses.keys()];
  const helpful = measured.tried.filter(({ outcome }) => outcome === 'helps');
  const all = [
    ...measured.accesses.values(),
    ...measured.runnersUp,
    ...helpful.map(({ trial }) => trial),
  ];
  const trials = whereRowsExist(all);
  const beside = signatures.length + measured.runnersUp.length;
  // A plan that advice led to returns the same rows, and may be the only one that reached the sizes where they exist.
  const result = resultOf(trials.slice(0, beside)) ?? resultOf(trials);
  if (result === undefined) return undefined;
  const works = worksOf(all);
  return {
    result,
    accesses: new Map(
      signatures.flatMap((signature, i) => {
        const work = works[i];
        return work === undefined ? [] : [[signature, work] as const];
      }),
    ),
    runnersUp: works.slice(signatures.length, beside).filter((work) => work !== undefined),
    advised: works.slice(beside).filter((work) => work !== undefined),
  };
}
