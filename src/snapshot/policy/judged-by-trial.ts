import { findingInfo } from '../../findings/catalogue';
import type { FindingKind } from '../../findings/kinds';

/** Whether a trial decides the severity of a kind; without one, the estimates and bounds of the planner stand in. */
export const judgedByTrial = ({ kind }: { readonly kind: string }): boolean =>
  kind === 'early-stop' || (kind in findingInfo && findingInfo[kind as FindingKind].graded);
