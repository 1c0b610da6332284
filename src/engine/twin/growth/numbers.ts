import { readDay, writeDay } from '../../../text/calendar';

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
const form =
  /^(\d{4}-\d\d-\d\d)(?:[ T](\d\d):(\d\d):(\d\d)(?:\.(\d{1,6}))?(?:([+-])(\d\d)(?::(\d\d))?)?)?( BC)?$/;

/** Times in microseconds since 1970, as the ISO style of dates prints them. */
export function timeAxis(type: string): Axis | undefined {
  const isDate = type === 'date';
  if (!isDate && !/^timestamp(\(\d\))? with(out)? time zone$/.test(type)) return undefined;
  const zone = type.includes('without') || isDate ? '' : '+00';
  return {
    read: readTime,
    write: (at) => {
      const whole = Math.floor(at / 1_000);
      const micros = Math.min(999, Math.round(at - whole * 1_000));
      const milliseconds = Math.max(whole, earliest);
      const { day: date, era } = writeDay(milliseconds);
      if (isDate) return `${date}${era}`;
      const time = new Date(milliseconds).toISOString().slice(-13, -1);
      return `${date} ${time}${String(micros).padStart(3, '0')}${zone}${era}`;
    },
  };
}

/** The first year of which PostgreSQL has every day: 4713 BC (MIN_TIMESTAMP, src/include/datatype/timestamp.h). */
const earliest = Date.UTC(-4712, 0, 1);

export function readTime(text: string): number | undefined {
  const match = form.exec(text);
  if (match === null) return undefined;
  const [, date = '', hour = 0, minute = 0, second = 0, fraction = '', sign] = match;
  const [hours = 0, minutes = 0, era] = match.slice(7);
  const midnight = readDay(date, era !== undefined);
  if (midnight === undefined) return undefined;
  const milliseconds =
    midnight + ((Number(hour) * 60 + Number(minute)) * 60 + Number(second)) * 1_000;
  const offset = (Number(hours) * 60 + Number(minutes)) * 60_000 * (sign === '-' ? -1 : 1);
  return (milliseconds - offset) * 1_000 + Number(fraction.padEnd(6, '0'));
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
