/**
 * Zipf's law in closed form. The k-th of `count` members has the weight `1 / k^exponent`; the sums of such
 * weights have no closed form, so the density `x^-exponent` takes their place, with member k at k - 1/2 to
 * k + 1/2. The lower end is set so that the first member has its weight exactly; the second is 2 % off at
 * exponent 1 (7 % at 2), the tenth 0.1 %. A bounded Pareto distribution, whose inverse is one `power` or `exp`.
 */
export interface Pareto {
  readonly count: number;
  readonly exponent: number;
  readonly low: number;
}

export function pareto(count: number, exponent: number): Pareto {
  const slope = 1 - exponent;
  const low = slope === 0 ? 1.5 / Math.E : (1.5 ** slope - slope) ** (1 / slope);
  return { count, exponent, low };
}

/** Integral of the density from its lower end to `x`. */
function mass({ exponent, low }: Pareto, x: number): number {
  const slope = 1 - exponent;
  return slope === 0 ? Math.log(x / low) : (x ** slope - low ** slope) / slope;
}

/** Probability of the members 1 to `rank`. */
export function cumulative(law: Pareto, rank: number): number {
  if (rank <= 0) return 0;
  return rank >= law.count ? 1 : mass(law, rank + 0.5) / mass(law, law.count + 0.5);
}

/** Probability of one member. */
export function probability(law: Pareto, rank: number): number {
  return cumulative(law, rank) - cumulative(law, rank - 1);
}

/** The member at a quantile, 0 to 1. */
export function rankAt(law: Pareto, quantile: number): number {
  const { slope, from, width } = inverse(law);
  const x =
    slope === 0 ? Math.exp(from + quantile * width) : (from + quantile * width) ** (1 / slope);
  return Math.min(law.count, Math.max(1, Math.round(x)));
}

/** `x = (from + quantile × width)^(1 / slope)`, or its `exp` where `slope` is 0. */
export function inverse(law: Pareto): { slope: number; from: number; width: number } {
  const slope = 1 - law.exponent;
  const high = law.count + 0.5;
  if (slope === 0) return { slope, from: Math.log(law.low), width: Math.log(high / law.low) };
  return { slope, from: law.low ** slope, width: high ** slope - law.low ** slope };
}
