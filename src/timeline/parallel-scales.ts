/** Visits scales, as many at once as there are lanes; each lane remembers from one call to the next where it stands. */
export type Lanes = (
  scales: readonly number[],
  work: (scale: number) => Promise<void>,
) => Promise<void>;

/**
 * A single lane goes upwards, since real rows are added more cheaply than taken away. Of several, the first begins
 * below all scales and the others above, and each goes on with what is nearest: so they part the axis between them,
 * and tables change less from one scale to the next.
 *
 * The first failure ends a visit: no further scale is begun, and it is thrown when those under way have ended.
 */
export function openLanes(count: number): Lanes {
  const stands = Array.from<unknown, number>({ length: Math.max(1, count) }, (_, lane) =>
    lane === 0 ? 1 : 1e15,
  );
  return async (scales, work) => {
    const left = [...scales].sort((a, b) => a - b);
    let failure: { readonly error: unknown } | undefined;
    const run = async (lane: number): Promise<void> => {
      while (failure === undefined && left.length > 0) {
        const place = stands.length === 1 ? 0 : nearest(left, stands[lane] as number);
        const [scale = NaN] = left.splice(place, 1);
        stands[lane] = scale;
        try {
          await work(scale);
        } catch (error) {
          failure ??= { error };
        }
      }
    };
    await Promise.all(stands.map((_, lane) => run(lane)));
    if (failure !== undefined) throw failure.error;
  };
}

/** Place of the scale that is nearest on a logarithmic axis. */
function nearest(scales: readonly number[], stand: number): number {
  const distance = (scale: number | undefined) => Math.abs(Math.log((scale ?? Infinity) / stand));
  return scales.reduce(
    (best, scale, place) => (distance(scale) < distance(scales[best]) ? place : best),
    0,
  );
}
