/** What PostgreSQL writes after a time before the year 1. */
export const beforeChrist = ' BC';

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
