import { checkNumber, checkOptions, checkSpan } from '../arguments';
import type { Distribution } from '../types';

export interface TimeOptions {
  /** ISO 8601, UTC where it names no zone; `clock` for the scenario's clock. */
  readonly from: string;
  /** As `from`; the scenario's clock where absent. */
  readonly to?: string;
}

export interface MonotoneTimeOptions extends TimeOptions {
  /** How far a row's time may stray from its place in the order, in seconds; 0 where absent. */
  readonly jitterSeconds?: number;
}

/** Rises with the row number from `from` at the first row to `to` at the last: `created_at`. */
export function time(options: MonotoneTimeOptions): Distribution {
  checkOptions('time', options, ['from', 'to', 'jitterSeconds']);
  const span = checkSpan('time', options);
  const jitterSeconds = checkNumber('time', 'jitterSeconds', options.jitterSeconds ?? 0, {
    min: 0,
  });
  return { kind: 'time', ...span, jitterSeconds };
}

/** Any time between `from` and `to`, whatever the row number: `last_seen_at`, `birthday`. */
export function timeUniform(options: TimeOptions): Distribution {
  checkOptions('timeUniform', options, ['from', 'to']);
  return { kind: 'time-uniform', ...checkSpan('timeUniform', options) };
}
