import type { AccessTrial } from '../../trial/types';
import { isWorthATrial } from './outgrows';
import { resultOf } from './result';
import { workOf } from './work';

type Settings = { readonly [name: string]: string };

/**
 * Settings that deny a plan what it is built on, where it is the only one of its case and does more than its result
 * needs: the planner then shows what else it could do.
 */
export function runnerUpSettings(trials: readonly AccessTrial[]): readonly Settings[] {
  const [only, ...others] = trials;
  if (only === undefined || others.length > 0) return [];
  const [work, result] = [workOf(only), resultOf(trials)];
  if (work === undefined || result === undefined || !isWorthATrial(work, result)) return [];
  const plan = only.runs.findLast((run) => run.outcome === 'measured')?.plan;
  const methods = new Set(plan?.accesses.map(({ method }) => method));
  return [
    ...(methods.has('seq') ? [{ enable_seqscan: 'off' }] : []),
    ...(methods.has('index') || methods.has('index-only')
      ? [{ enable_indexscan: 'off', enable_indexonlyscan: 'off' }]
      : []),
  ];
}
