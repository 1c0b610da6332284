/** Visits scales, as many at once as there are databases; each database stays at its row count from one call to the next. */
export type OnEachScale = (
  scales: readonly number[],
  work: (scale: number) => Promise<void>,
) => Promise<void>;

/**
 * A single database goes upwards, since real rows are added more cheaply than taken away. Of several, the first begins
 * below all scales and the others above, and each goes on with what is nearest: so they part the axis between them,
 * and tables change less from one scale to the next.
 *
 * The first failure ends a visit: no further scale is begun, and it is thrown when those under way have ended.
 */
export function openParallelScales(count: number): OnEachScale {
  const scalesOfDatabases = Array.from<unknown, number>(
    { length: Math.max(1, count) },
    (_, database) => (database === 0 ? 1 : 1e15),
  );
  return async (scales, work) => {
    const left = [...scales].sort((a, b) => a - b);
    let failure: { readonly error: unknown } | undefined;
    const run = async (database: number): Promise<void> => {
      while (failure === undefined && left.length > 0) {
        const place =
          scalesOfDatabases.length === 1 ? 0 : nearest(left, scalesOfDatabases[database] as number);
        const [scale = NaN] = left.splice(place, 1);
        scalesOfDatabases[database] = scale;
        try {
          await work(scale);
        } catch (error) {
          failure ??= { error };
        }
      }
    };
    await Promise.all(scalesOfDatabases.map((_, database) => run(database)));
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
