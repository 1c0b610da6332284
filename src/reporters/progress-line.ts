import type { EngineProgress } from '../engine/types';
import { fresh } from '../snapshot/entry-order';
import { rowsText } from '../text/figures';
import { formatRows } from '../text/row-count';
import { printable } from '../text/wrap';

/** What an engine says, and whose work it is. */
export interface Progress extends EngineProgress {
  readonly scenario?: string;
  readonly condition?: string;
}

/** Rows per second so far, and the seconds that the rest would take at that speed. */
export interface Speed {
  readonly rowsPerSecond: number;
  readonly secondsLeft: number;
}

const phases = {
  schema: 'creating the schema',
  rows: 'filling',
  indexes: 'building indexes of',
  vacuum: 'vacuuming',
  sample: 'sampling',
  statistics: 'writing statistics of',
  files: 'growing files of',
  plan: 'planning',
} as const satisfies Record<EngineProgress['phase'], string>;

/** `web-shop, 1M rows: filling orders, 340k of 1M, 210k rows/s, 3 s left`; one line, however long. */
export function progressLine(progress: Progress, speed?: Speed): string {
  const { scenario, condition, phase, scale, table, done, total, slow } = progress;
  const where = [
    ...(scenario === undefined ? [] : [scenario]),
    ...(condition === undefined || condition === fresh ? [] : [condition]),
    ...(phase === 'schema' ? [] : [`${rowsText(scale)}`]),
  ];
  const work = `${phases[phase]} ${table ?? (phase === 'plan' ? '' : 'tables')}`.trim();
  const what = [
    phase === 'schema' ? phases.schema : work,
    ...(done === undefined || total === undefined ? [] : [`${amount(done)} of ${amount(total)}`]),
    ...(speed === undefined
      ? []
      : [`${amount(speed.rowsPerSecond)} rows/s`, `${duration(speed.secondsLeft)} left`]),
    ...(slow === undefined ? [] : [`still running ${slow}`]),
  ];
  return printable(`${where.length === 0 ? '' : `${where.join(', ')}: `}${what.join(', ')}`);
}

/** Two moments of one piece of work tell its speed; too near to each other they tell nothing. */
export function speedBetween(
  start: { readonly done: number; readonly ms: number },
  now: { readonly done: number; readonly ms: number },
  total: number,
): Speed | undefined {
  const seconds = (now.ms - start.ms) / 1000;
  const rows = now.done - start.done;
  if (seconds < 0.5 || rows <= 0) return undefined;
  const rowsPerSecond = rows / seconds;
  return { rowsPerSecond, secondsLeft: Math.max(0, total - now.done) / rowsPerSecond };
}

const amount = (rows: number): string => (rows < 1 ? '0' : formatRows(rows));

/** `8 s`, `3 min 20 s`, `2 h 5 min`. */
function duration(seconds: number): string {
  const whole = Math.ceil(seconds);
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  return `${Math.floor(whole / 3600)} h ${Math.floor((whole % 3600) / 60)} min`;
}
