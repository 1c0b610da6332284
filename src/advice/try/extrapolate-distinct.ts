import { growth, type SizedFigure } from '../../trial/work/growth';

/** Slopes nearer to each other than this differ by the chance of the rows. */
const alike = 0.02;

/** The formula is taken for counts that differ from it by no more than this share. */
const tolerance = 0.02;

/**
 * The number of distinct values among `rows` rows, each of which draws one of a fixed number of values with equal chance.
 * Undefined where no such number of values fits the counts.
 */
function equalChance(counts: readonly SizedFigure[], rows: number): number | undefined {
  const last = counts.at(-1);
  if (last === undefined || counts.length < 2) return undefined;
  const distinct = (values: number, of: number): number => -values * Math.expm1(-of / values);
  let [low, high] = [last.value, last.value * 1e6];
  for (let step = 0; step < 100; step += 1) {
    const middle = Math.sqrt(low * high);
    if (distinct(middle, last.size) < last.value) low = middle;
    else high = middle;
  }
  const values = Math.sqrt(low * high);
  const meets = counts.every(
    ({ size, value }) => Math.abs(distinct(values, size) - value) <= tolerance * value,
  );
  return meets ? distinct(values, rows) : undefined;
}

/**
 * A number of distinct values, extrapolated from counts at rising sizes. Its slope on log-log axes falls where the values
 * run out, and goes on to fall by the same factor: a straight line would promise values that the column does not have.
 */
export function distinctAt(counts: readonly SizedFigure[], rows: number): number {
  const drawn = equalChance(counts, rows);
  if (drawn !== undefined) return drawn;
  const [before, between, last] = counts.slice(-3);
  const [first, second] = [growth(counts.slice(-3, -1)), growth(counts.slice(-2))];
  const plain = second?.at(rows).value ?? counts.at(-1)?.value ?? 0;
  if (before === undefined || between === undefined || last === undefined) return plain;
  const [earlier, later] = [first?.slope ?? 0, Math.max(0, second?.slope ?? 0)];
  if (earlier - later < alike || rows <= last.size) return plain;
  if (later < alike) return last.value;
  // Slopes of the middles of both steps, whose distance is half of both steps together.
  const decay = Math.log(earlier / later) / (Math.log(last.size / before.size) / 2);
  const atLast = later * Math.exp((-decay * Math.log(last.size / between.size)) / 2);
  const further = (atLast / decay) * (1 - Math.exp(-decay * Math.log(rows / last.size)));
  return last.value * Math.exp(further);
}
