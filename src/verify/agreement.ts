import { describeAccess } from '../plan/describe';
import type { Plan } from '../plan/types';
import type { Agreement, CaseAgreement, CaseRuns, Verdict } from './types';

/** Virtual plans may agree less than real ones do among themselves by this share. */
export const allowance = 0.01;

/**
 * How well virtual plans agree with real ones, beside how well real ones agree with each other: ANALYZE draws
 * its sample by chance, so near a tie two runs of it over the same rows lead to two plans.
 */
export function agreementOf(caseRuns: readonly CaseRuns[]): Agreement {
  const cases = caseRuns.map(caseAgreement);
  const agreement = mean(cases.map((each) => each.agreement));
  const floor = mean(cases.map((each) => each.floor));
  return {
    cases,
    agreement,
    floor,
    accessAgreement: mean(cases.map((each) => each.accessAgreement)),
    accessFloor: mean(cases.map((each) => each.accessFloor)),
    explained: agreement >= Math.min(floor - allowance, leastOfRuns(caseRuns)),
  };
}

/**
 * How well the run that agrees with the others least does so; 1 where there are no two. Virtual plans may agree as little:
 * they come of one sample, as a run's do, which may be on the rare side of a tie.
 */
function leastOfRuns(caseRuns: readonly CaseRuns[]): number {
  const runs = Math.min(...caseRuns.map(({ real }) => real.length));
  if (!Number.isFinite(runs) || runs < 2) return 1;
  const agreements = Array.from({ length: runs }, (_, run) =>
    mean(
      caseRuns.map(({ real }) => {
        const signatures = real.map(({ signature }) => signature);
        return shareOf(signatures.toSpliced(run, 1), signatures[run] as string);
      }),
    ),
  );
  return Math.min(...agreements);
}

function caseAgreement({ query, case: label, virtual, real }: CaseRuns): CaseAgreement {
  const signatures = real.map(({ signature }) => signature);
  const accesses = real.map(({ accessSignature }) => accessSignature);
  const agreement = shareOf(signatures, virtual.signature);
  const accessAgreement = shareOf(accesses, virtual.accessSignature);
  const verdict = verdictOf(agreement, accessAgreement);
  const differs = verdict === 'differs' || verdict === 'access';
  const [first] = real;
  return {
    query,
    case: label,
    verdict,
    agreement,
    floor: equalPairs(signatures),
    accessAgreement,
    accessFloor: equalPairs(accesses),
    rowsRatio: virtual.rows / median(real.map(({ rows }) => rows)),
    costRatio: virtual.cost / median(real.map(({ cost }) => cost)),
    virtualAccess: differs ? accessLines(virtual) : [],
    realAccess: differs && first !== undefined ? accessLines(first) : [],
  };
}

function verdictOf(agreement: number, accessAgreement: number): Verdict {
  if (agreement === 1) return 'same';
  if (agreement > 0) return 'noise';
  return accessAgreement > 0 ? 'access' : 'differs';
}

function accessLines(plan: Plan): readonly string[] {
  return plan.accesses.map(describeAccess);
}

function shareOf(values: readonly string[], wanted: string): number {
  return values.filter((value) => value === wanted).length / values.length;
}

/** Share of pairs of two different runs that are equal; 1 for a single run. */
function equalPairs(values: readonly string[]): number {
  const pairs = values.flatMap((one, place) =>
    values.slice(place + 1).map((other) => (one === other ? 1 : 0)),
  );
  return pairs.length === 0 ? 1 : mean(pairs);
}

/** 1 for nothing at all: no case, no disagreement. */
function mean(values: readonly number[]): number {
  return values.length === 0 ? 1 : values.reduce((sum, value) => sum + value, 0) / values.length;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? NaN;
}
