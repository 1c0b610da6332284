/** What PostgreSQL writes after a time before the year 1. */
const beforeChrist = ' BC';

/**
 * Milliseconds since 1970 at the start of a day, by the calendar that PostgreSQL and JavaScript share.
 *
 * @param day `YYYY-MM-DD` in the ISO style of PostgreSQL, without the BC that follows the time of a year before 1
 * @returns undefined where there is no such day
 */
export function readDay(day: string, isBefore: boolean): number | undefined {
  const [year = NaN, month = NaN, date = NaN] = day.split('-').map(Number);
  const at = new Date(0);
  // Not Date.UTC, which takes the years 0 to 99 for those of the twentieth century.
  at.setUTCFullYear(isBefore ? 1 - year : year, month - 1, date);
  const exists = at.getUTCMonth() === month - 1 && at.getUTCDate() === date;
  return exists ? at.getTime() : undefined;
}

/** A day in the ISO style of PostgreSQL, and the era that follows it or its time. */
export function writeDay(milliseconds: number): { readonly day: string; readonly era: string } {
  const at = new Date(milliseconds);
  const year = at.getUTCFullYear();
  const two = (part: number): string => String(part).padStart(2, '0');
  const shown = String(year > 0 ? year : 1 - year).padStart(4, '0');
  return {
    day: `${shown}-${two(at.getUTCMonth() + 1)}-${two(at.getUTCDate())}`,
    era: year > 0 ? '' : beforeChrist,
  };
}

const timestamp =
  /^(\d{4}-\d\d-\d\d)(?:[ T](\d\d):(\d\d):(\d\d)(?:\.(\d{1,6}))?(?:([+-])(\d\d)(?::?(\d\d))?)?)?( BC)?$/;

/** A time as whole seconds since 1970 in UTC, and the microseconds since then. */
export interface Timestamp {
  readonly seconds: number;
  readonly microseconds: number;
}

/** A time, or the start of a day, in the ISO style of PostgreSQL; undefined for another text, such as `infinity`. */
export function readTimestamp(text: string): Timestamp | undefined {
  const match = timestamp.exec(text);
  if (match === null) return undefined;
  const [, day = '', hour = 0, minute = 0, second = 0, fraction = '', sign] = match;
  const [hours = 0, minutes = 0, era] = match.slice(7);
  const midnight = readDay(day, era !== undefined);
  if (midnight === undefined) return undefined;
  const ofDay = (Number(hour) * 60 + Number(minute)) * 60 + Number(second);
  const offset = (Number(hours) * 60 + Number(minutes)) * 60 * (sign === '-' ? -1 : 1);
  return {
    seconds: midnight / 1_000 + ofDay - offset,
    microseconds: Number(fraction.padEnd(6, '0')),
  };
}

/**
 * A time in the ISO style of PostgreSQL.
 *
 * @param microseconds since that millisecond, at most 999
 * @param zone `+00`, or nothing for a timestamp without time zone
 */
export function writeTimestamp(milliseconds: number, microseconds: number, zone: string): string {
  const { day, era } = writeDay(milliseconds);
  const time = new Date(milliseconds).toISOString().slice(-13, -1);
  return `${day} ${time}${String(microseconds).padStart(3, '0')}${zone}${era}`;
}
