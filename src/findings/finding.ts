import type { Timeline } from '../timeline/types';
import { findingInfo } from './catalogue';
import type { Evidence, Finding } from './types';
import type { Severity } from './kinds';

/** Kinds that a rule makes of a timeline: no more than the figures of `Evidence`. */
export type JudgedKind = Exclude<
  Finding['kind'],
  | 'cliff-appeared'
  | 'cliff-moved-earlier'
  | 'cliff-moved-later'
  | 'cliff-gone'
  | 'plan-changed'
  | 'incomparable'
  | 'unplannable'
>;

interface Parts extends Evidence {
  /** The kind's own level where absent. */
  readonly severity?: Severity;
  readonly why: string;
  readonly advice: string;
}

/** A finding on a timeline. Position, levels and allowances come later: see `settle`. */
export function finding(timeline: Timeline, kind: JudgedKind, parts: Parts): Finding {
  return {
    kind,
    scenario: timeline.scenario,
    query: timeline.query,
    case: timeline.case,
    condition: timeline.condition,
    severity: findingInfo[kind].level,
    ...parts,
  };
}

/** Figures without those that are not known: an absent one has no place in a finding. */
export function known(evidence: {
  readonly [K in keyof Evidence]: Evidence[K] | undefined;
}): Evidence {
  return Object.fromEntries(Object.entries(evidence).filter(([, value]) => value !== undefined));
}
