export interface FittedPoint {
  readonly x: number;
  readonly y: number;
  /** 1 where absent. */
  readonly weight?: number;
}

/** A straight line through the weighted mean of its points. */
export interface Line {
  readonly slope: number;
  readonly at: (x: number) => number;
}

/** The line through points of at least two different `x` with the least sum of weighted squares. */
export function fitLine(points: readonly FittedPoint[]): Line {
  const weighed = points.map(({ x, y, weight = 1 }) => ({ x, y, weight }));
  const total = sum(weighed.map(({ weight }) => weight));
  const meanX = sum(weighed.map(({ x, weight }) => x * weight)) / total;
  const meanY = sum(weighed.map(({ y, weight }) => y * weight)) / total;
  const covariance = sum(weighed.map(({ x, y, weight }) => weight * (x - meanX) * (y - meanY)));
  const variance = sum(weighed.map(({ x, weight }) => weight * (x - meanX) ** 2));
  const slope = covariance / variance;
  return { slope, at: (x) => meanY + slope * (x - meanX) };
}

const sum = (values: readonly number[]): number => values.reduce((all, value) => all + value, 0);
