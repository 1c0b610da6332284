import { checkDistribution, checkShare, refuse } from '../arguments';
import { checkAmount, checkWeight, isAmount } from '../amount';
import { checkRest, listedClasses, oneOrOther } from '../choices';
import type { Amount, Distribution, Weight, WeightedValue } from '../types';

/** The same value in every row. */
export function constant(value: string | number | boolean | null): Distribution {
  return { kind: 'constant', value };
}

type Weighted = WeightedValue['value'];

/**
 * One of the values given, by weight; the weights need not add up to 1. An object for texts
 * (`weighted({ paid: 70, open: 30 })`), pairs for anything else (`weighted([[1, 70], [null, 30]])`). In place of a weight
 * `backlog(500)` is a number of rows that stays while the table grows, and `share(0.1)` a share of all rows; the weights
 * divide the others.
 */
export function weighted(
  values: { readonly [value: string]: Weight } | readonly (readonly [Weighted, Weight])[],
): Distribution {
  const pairs: readonly (readonly [Weighted, Weight])[] = Array.isArray(values)
    ? (values as readonly (readonly [Weighted, Weight])[])
    : Object.entries(values as { readonly [value: string]: Weight });
  if (pairs.length === 0) refuse('weighted', 'values', 'is empty; must name at least one value');
  const seen = new Set<Weighted>();
  for (const [value, weight] of pairs) {
    checkWeight('weighted', `weight of ${JSON.stringify(value)}`, weight);
    if (seen.has(value)) refuse('weighted', 'values', `names ${JSON.stringify(value)} twice`);
    seen.add(value);
  }
  const weights = pairs.map(([, weight]) => weight);
  checkRest('weighted', weights);
  const plain = pairs.flatMap(([value, weight]) =>
    typeof weight === 'number' ? [{ value, weight }] : [],
  );
  return plain.length === pairs.length ? { kind: 'weighted', values: plain } : listedClasses(pairs);
}

/** True with probability `share`, 0 to 1, or in the rows of a `backlog`. */
export function bool(share: number | Amount): Distribution {
  if (isAmount(share)) {
    return oneOrOther(checkAmount('bool', 'share', share), constant(true), constant(false));
  }
  return { kind: 'boolean', share: checkShare('bool', 'share', share) };
}

/** Null with probability `share` (0 to 1), or in the rows of a `backlog`; otherwise a value of `of`. */
export function nullable(share: number | Amount, of: Distribution): Distribution {
  checkDistribution('nullable', 'of', of);
  if (isAmount(share))
    return oneOrOther(checkAmount('nullable', 'share', share), constant(null), of);
  return { kind: 'nullable', share: checkShare('nullable', 'share', share), of };
}
