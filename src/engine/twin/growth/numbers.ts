import { readTimestamp, writeDay, writeTimestamp } from '../../../text/calendar';

/** Values of statistics as numbers and back, for those types whose values can be moved along an axis. */
export interface Axis {
  /** Undefined for a value without a place on the axis, such as infinity. */
  read(text: string): number | undefined;
  write(at: number): string;
}

const isInteger = /^(smallint|integer|bigint)$/;
const largest: Readonly<Record<string, number>> = {
  smallint: 32_767,
  integer: 2_147_483_647,
  bigint: Number.MAX_SAFE_INTEGER,
};

/** Whole numbers; beyond the end of the type there is nothing. */
export function integerAxis(type: string): Axis | undefined {
  if (!isInteger.test(type)) return undefined;
  return {
    read: (text) => (/^-?\d{1,15}$/.test(text) ? Number(text) : undefined),
    write: (at) => String(Math.min(Math.round(at), largest[type] ?? Number.MAX_SAFE_INTEGER)),
  };
}

const day = 86_400_000_000;

/** Times in microseconds since 1970, as the ISO style of dates prints them. */
export function timeAxis(type: string): Axis | undefined {
  const isDate = type === 'date';
  if (!isDate && !/^timestamp(\(\d\))? with(out)? time zone$/.test(type)) return undefined;
  const zone = type.includes('without') ? '' : '+00';
  return {
    read: readTime,
    write: (at) => {
      const whole = Math.floor(at / 1_000);
      const micros = Math.min(999, Math.round(at - whole * 1_000));
      const milliseconds = Math.max(whole, earliest);
      if (!isDate) return writeTimestamp(milliseconds, micros, zone);
      const { day: date, era } = writeDay(milliseconds);
      return `${date}${era}`;
    },
  };
}

/** The first year of which PostgreSQL has every day: 4713 BC (MIN_TIMESTAMP, src/include/datatype/timestamp.h). */
const earliest = Date.UTC(-4712, 0, 1);

export function readTime(text: string): number | undefined {
  const time = readTimestamp(text);
  return time && time.seconds * 1_000_000 + time.microseconds;
}

/** When a database was read, in microseconds since 1970. */
export function readingTime({ clock }: { readonly clock: string }): number {
  return readTime(clock.replace(/Z$/, '+00')) ?? Date.now() * 1000;
}

export { day as microsecondsOfDay };

/** The lowest and the highest value of a column that statistics know; undefined without any on the axis. */
export function rangeOf(
  values: {
    readonly histogram_bounds?: readonly string[];
    readonly most_common_vals?: readonly string[];
  },
  axis: Axis,
): { readonly from: number; readonly to: number } | undefined {
  let from = Infinity;
  let to = -Infinity;
  for (const text of [...(values.histogram_bounds ?? []), ...(values.most_common_vals ?? [])]) {
    const at = axis.read(text);
    if (at === undefined) continue;
    from = Math.min(from, at);
    to = Math.max(to, at);
  }
  return from <= to ? { from, to } : undefined;
}
