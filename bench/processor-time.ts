import { readFileSync } from 'node:fs';

/** Fields of proc(5)'s stat, counted from the one behind the name of the program: user and system time in ticks of 10 ms. */
const fields = { own: [11, 12], children: [13, 14] } as const;

/**
 * Seconds of user and system time that a process has used, or the children that it waited for, and theirs. NaN where the
 * system does not tell.
 */
export function processorTime(of: number | 'self', whose: keyof typeof fields): number {
  try {
    const stat = readFileSync(`/proc/${of}/stat`, 'utf8');
    const values = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[whose].reduce((sum, place) => sum + Number(values[place]), 0) / 100;
  } catch {
    return NaN;
  }
}
