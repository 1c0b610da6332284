import type { StatisticComparison } from '../types';
import { degree, exact, relative, sampling, spread } from './allowances';
import { comparer } from './comparer';
import type { ExtendedFigures } from './read';

/** So many combinations that both sides have are compared by their frequency. */
const compared = 3;

/**
 * Compares extended statistics, item by item.
 *
 * @param virtual undefined where the virtual table has none of this name
 */
export function compareExtended(
  virtual: ExtendedFigures | undefined,
  real: readonly ExtendedFigures[],
  rows: number,
): readonly StatisticComparison[] {
  const [first] = real;
  if (first === undefined) return [];
  const subject = `${first.name}${first.inherited ? ' (inherited)' : ''}`;
  if (virtual === undefined) {
    return [
      comparer(subject, { there: 0 }, [{ there: 1 }])('has statistics', exact, (of) => of.there),
    ];
  }
  const compare = comparer(subject, virtual, real);
  const items = (of: (each: ExtendedFigures) => ExtendedFigures['distinct']): readonly string[] => [
    ...new Set([virtual, ...real].flatMap((each) => Object.keys(of(each)))),
  ];
  const common = virtual.combinations.filter((one) =>
    real.some((reading) => reading.combinations.includes(one)),
  );
  return [
    ...items(({ distinct }) => distinct).map((item) =>
      compare(`n_distinct of ${item}`, spread(rows), (of) => of.distinct[item] ?? 0),
    ),
    ...items(({ dependencies }) => dependencies).map((item) =>
      compare(`degree of ${item}`, degree(rows), (of) => of.dependencies[item] ?? 0),
    ),
    ...([virtual, ...real].some(({ combinations }) => combinations.length > 0)
      ? [compare('common combinations', relative(0.15, 2), (of) => of.combinations.length)]
      : []),
    ...common.slice(0, compared).map((one) =>
      compare(`frequency of ${one}`, sampling(rows), (of) => {
        const place = of.combinations.indexOf(one);
        return place < 0 ? 0 : (of.combination_frequencies[place] ?? 0);
      }),
    ),
  ];
}
