import type { ColumnStatistics } from '../postgres/catalog/column-statistics';

interface CommonValue {
  readonly value: string;
  /** Of all rows, 0 to 1. */
  readonly share: number;
}

/** Shares of a value and of what was wanted may differ by this factor. */
const near = 2;

/**
 * The value for which the planner expects `column operator value` to keep this share of the rows, as far as the
 * statistics have one: `=` takes a common value, a range takes a place among common values and histogram bounds, with
 * values between two bounds where the type is a number, a date or a timestamp (as selfuncs.c, `convert_to_scalar`, spreads
 * them). Undefined where no value keeps about that share, or the operator is no comparison.
 *
 * @param share above 0, up to 1
 */
export function valueAt(
  { type, nulls, common: values, shares, bounds }: ColumnStatistics,
  operator: string,
  share: number,
): string | undefined {
  const common = values.map((value, place) => ({ value, share: shares[place] ?? 0 }));
  if (operator === '=') return commonValue(common, share);
  if (!['<', '<=', '>', '>='].includes(operator)) return undefined;
  const scale = scaleOf(type);
  const rest = Math.max(0, 1 - nulls - common.reduce((sum, each) => sum + each.share, 0));
  const pieces = scale === undefined ? steps(bounds, rest) : spread(bounds, rest, common, scale);
  const total = pieces.reduce((sum, { mass }) => sum + mass, 0);
  if (pieces.length === 0 || share > total * near) return undefined;
  const wanted = Math.min(share, total);
  const fromLowest = operator.startsWith('<') ? wanted : total - wanted;
  let below = 0;
  for (const piece of pieces) {
    if (below + piece.mass >= fromLowest) {
      return piece.at(piece.mass === 0 ? 0 : (fromLowest - below) / piece.mass);
    }
    below += piece.mass;
  }
  return pieces.at(-1)?.at(1);
}

function commonValue(common: readonly CommonValue[], share: number): string | undefined {
  const distance = (of: number): number => Math.abs(Math.log(of / share));
  const best = common.reduce<CommonValue | undefined>(
    (found, each) =>
      found === undefined || distance(each.share) < distance(found.share) ? each : found,
    undefined,
  );
  return best !== undefined && distance(best.share) <= Math.log(near) ? best.value : undefined;
}

/** A part of the values in rising order: its share of the rows, and the value at a place inside it, 0 to 1. */
interface Piece {
  readonly mass: number;
  readonly at: (place: number) => string;
}

/** Values of an order that only the server knows: the bounds themselves. */
function steps(bounds: readonly string[], rest: number): readonly Piece[] {
  const bins = bounds.length - 1;
  if (bins < 1) return [];
  return bounds.slice(1).map((bound, place) => ({
    mass: rest / bins,
    at: (within) => (within < 0.5 ? (bounds[place] ?? bound) : bound),
  }));
}

/** Text to a number of the type's own scale, and back. */
interface Scale {
  readonly read: (text: string) => number;
  readonly write: (value: number) => string;
}

function scaleOf(type: string): Scale | undefined {
  if (/^(smallint|integer|bigint)$/.test(type)) {
    return { read: Number, write: (value) => String(Math.round(value)) };
  }
  if (/^(numeric|real|double precision)/.test(type)) return { read: Number, write: String };
  if (type === 'date') {
    return { read: Date.parse, write: (value) => new Date(value).toISOString().slice(0, 10) };
  }
  if (type.startsWith('timestamp')) {
    const zone = type.includes('without') ? 'Z' : '';
    return {
      // `2025-01-01 00:00:00+00`, as PostgreSQL prints it, as ISO 8601.
      read: (text) =>
        Date.parse(`${text.replace(' ', 'T').replace(/([+-]\d\d)$/, '$1:00')}${zone}`),
      write: (value) => new Date(value).toISOString(),
    };
  }
  return undefined;
}

/** Bins of the histogram and single common values, in one order. */
function spread(
  bounds: readonly string[],
  rest: number,
  common: readonly CommonValue[],
  { read, write }: Scale,
): readonly Piece[] {
  const numbers = bounds.map(read);
  const bins = numbers.slice(1).map((high, place) => {
    const low = numbers[place] ?? high;
    return {
      from: low,
      mass: rest / (numbers.length - 1),
      at: (within: number) => write(low + within * (high - low)),
    };
  });
  const points = common.map(({ value, share }) => ({
    from: read(value),
    mass: share,
    at: () => value,
  }));
  return [...bins, ...points]
    .filter(({ from }) => Number.isFinite(from))
    .sort((a, b) => a.from - b.from);
}
