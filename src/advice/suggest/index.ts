import type { Situation, Suggest } from '../situation';
import type { Suggestion } from '../types';
import { btreeIndex } from './btree-index';
import { castTheValue } from './cast-the-value';
import { constantIndex } from './constant-index';
import { coveringIndex } from './covering-index';
import { exists } from './exists';
import { expressionIndex } from './expression-index';
import { extendedStatistics } from './extended-statistics';
import { foreignKeyIndex } from './foreign-key-index';
import { invertedIndex } from './inverted-index';
import { lateral } from './lateral';
import { materialized } from './materialized';
import { nDistinct } from './n-distinct';
import { notExists } from './not-exists';
import { orderBy } from './order-by';
import { orIndexes } from './or-indexes';
import { patternIndex } from './pattern-index';
import { rowValues } from './row-values';
import { setting } from './setting';
import { statisticsTarget } from './statistics-target';
import { testIndex } from './test-index';
import { truncatedTime } from './truncated-time';
import { union } from './union';

/** A text that says the same costs nothing to keep, so these come first. */
const free: readonly Suggest[] = [rowValues, castTheValue, truncatedTime, exists];

const rest: readonly Suggest[] = [
  foreignKeyIndex,
  nDistinct,
  patternIndex,
  lateral,
  invertedIndex,
  btreeIndex,
  testIndex,
  expressionIndex,
  orIndexes,
  union,
  extendedStatistics,
  statisticsTarget,
  orderBy,
  materialized,
  coveringIndex,
  constantIndex,
  setting,
];

/** What may help, most likely first. Each is a guess that has to be tried. */
export async function suggestions(situation: Situation): Promise<readonly Suggestion[]> {
  const of = (list: readonly Suggest[]): readonly Suggestion[] =>
    list.flatMap((suggest) => suggest(situation));
  const rewritten = await notExists(situation.query, situation.catalog);
  const all = [...of(free), ...rewritten, ...of(rest)];
  return all.filter((each, i) => all.findIndex(({ text }) => text === each.text) === i);
}
