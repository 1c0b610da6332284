import { PlancliffError } from '../errors';

const units = { k: 1e3, m: 1e6, b: 1e9 } as const;

/** Largest row count that is taken: beyond it no table of PostgreSQL can go, partitioned or not. */
const largest = 1e15;

const form = /^(\d[\d_]*(?:\.\d+)?(?:e\+?\d+)?)([kmb])?$/i;

/**
 * Reads a row count as people write it: `1k`, `41.2M`, `1_000_000`, `1e6`, `2b` or a number.
 *
 * @returns whole rows, at least 1
 * @throws PlancliffError `usage` where the text is no such count
 */
export function parseRowCount(text: string | number): number {
  const written = String(text).trim();
  const match = form.exec(written);
  const unit = match?.[2]?.toLowerCase() as keyof typeof units | undefined;
  const rows = Math.round(
    Number(match?.[1]?.replaceAll('_', '')) * (unit === undefined ? 1 : units[unit]),
  );
  if (rows > largest) {
    throw new PlancliffError('usage', {
      message: `"${written}" is too large a row count`,
      hint: `PostgreSQL has no table with more rows than ${formatRows(largest)}.`,
    });
  }
  if (!(rows >= 1)) {
    throw new PlancliffError('usage', {
      message: `"${written}" is not a row count`,
      hint: 'Write it as 10k, 41.2m, 1b, 1_000_000 or 1e6.',
    });
  }
  return rows;
}

/** Rounds to this many significant digits, and to whole rows. */
export function roundRows(rows: number, digits: number): number {
  return Math.max(1, Math.round(Number(rows.toPrecision(digits))));
}

/** From here on zeros are counted by an exponent: pairs of large tables, not rows of one. */
const exponential = 1e13;

/** A row count as people read it, to three significant digits: `850`, `1k`, `41.2M`, `1B`, `2.47e15`. */
export function formatRows(rows: number): string {
  const rounded = roundRows(rows, 3);
  if (rounded >= exponential) return rounded.toExponential().replace('e+', 'e');
  const [divisor, unit] =
    rounded >= units.b
      ? [units.b, 'B']
      : rounded >= units.m
        ? [units.m, 'M']
        : rounded >= units.k
          ? [units.k, 'k']
          : [1, ''];
  return `${Number((rounded / divisor).toPrecision(12))}${unit}`;
}
