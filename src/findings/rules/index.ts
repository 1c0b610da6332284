import type { Rule } from '../context';
import { earlyStop } from './early-stop';
import { expectationBroken } from './expectation-broken';
import { expectationUnchecked } from './expectation-unchecked';
import { hashSpills } from './hash-spills';
import { indexDemoted } from './index-demoted';
import { indexLost } from './index-lost';
import { indexNeverUsed } from './index-never-used';
import { indexOnlyLost } from './index-only-lost';
import { indexSwapped } from './index-swapped';
import { joinMethodChanged } from './join-method-changed';
import { noIndex } from './no-index';
import { parallelStarts } from './parallel-starts';
import { sortSpills } from './sort-spills';
import { workOutgrowsResult } from './work-outgrows-result';

/**
 * In the order in which they see a timeline: each knows what those before it found, so that one event is reported
 * once, by the rule that says most of it.
 */
export const rules: readonly Rule[] = [
  expectationBroken,
  expectationUnchecked,
  indexLost,
  indexDemoted,
  indexOnlyLost,
  indexSwapped,
  indexNeverUsed,
  noIndex,
  earlyStop,
  workOutgrowsResult,
  joinMethodChanged,
  parallelStarts,
  sortSpills,
  hashSpills,
];
