import { parameterType, toJson, type RecordedLine } from '../recorded/line';

export interface RecorderOptions {
  /** Values are written; true where absent. */
  readonly values?: boolean | undefined;
  /** Sets of values that are kept of one statement. */
  readonly cases: number;
  readonly write: (line: RecordedLine) => void;
}

export interface Recorder {
  /** Whether a statement was recorded before. The line of the call is written with its first call alone. */
  knows(sql: string): boolean;
  /** @param at `file:line` of the call */
  record(sql: string, parameters: readonly unknown[], at: string | undefined): void;
}

/**
 * Records each statement once, and the values of its later calls until a bound is reached. From then on a call costs
 * one look-up.
 */
export function createRecorder({ values = true, cases, write }: RecorderOptions): Recorder {
  const known = new Map<string, Set<string>>();
  return {
    knows: (sql) => known.has(sql),
    record(sql, parameters, at) {
      const seen = known.get(sql);
      if (seen !== undefined && (!values || seen.size >= cases || parameters.length === 0)) return;
      const json = values ? parameters.map(toJson) : [];
      const key = JSON.stringify(json);
      if (seen?.has(key) === true) return;
      if (seen === undefined) known.set(sql, new Set([key]));
      else seen.add(key);
      write({
        sql,
        ...(values ? { parameters: json } : {}),
        ...(parameters.length === 0 ? {} : { types: parameters.map(parameterType) }),
        ...(at === undefined ? {} : { at }),
      });
    },
  };
}
