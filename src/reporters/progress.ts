import { progressLine, speedBetween, type Progress } from './progress-line';
import { clip } from '../text/wrap';

/** Where progress is shown: standard error, as a rule. */
export interface ProgressStream {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

export interface ProgressReporter {
  update(progress: Progress): void;
  /** Prints a line that stays, such as a warning. */
  note(line: string): void;
  /** Takes the progress line away; nothing is shown any more. Safe to call twice. */
  stop(): void;
}

/** One redrawn line on a terminal, which never wraps; elsewhere one line a phase. */
export function progressReporter(stream: ProgressStream): ProgressReporter {
  return stream.isTTY === true ? redrawn(stream) : written(stream);
}

/** A terminal is redrawn no faster than an eye can read. */
const redrawMs = 100;
const clearLine = '\r\u001b[K';

function redrawn(stream: ProgressStream): ProgressReporter {
  let work = '';
  let start = { done: 0, ms: 0 };
  let latest: Progress | undefined;
  let timer: NodeJS.Timeout | undefined;
  let drawn = false;
  let stopped = false;

  const erase = (): void => {
    if (drawn) stream.write(clearLine);
    drawn = false;
  };
  const draw = (): void => {
    timer = undefined;
    if (latest === undefined) return;
    const { done, total } = latest;
    const speed =
      done === undefined || total === undefined
        ? undefined
        : speedBetween(start, { done, ms: performance.now() }, total);
    // One column less: many terminals wrap when the last one is filled.
    const line = clip(progressLine(latest, speed), Math.max(1, (stream.columns ?? 80) - 1));
    stream.write(`${clearLine}${line}`);
    drawn = true;
    latest = undefined;
    // What comes meanwhile is drawn when it ends, so that a long phase never stands under the name of a short one.
    timer = setTimeout(draw, redrawMs).unref();
  };

  return {
    update(progress) {
      if (stopped) return;
      const key = keyOf(progress);
      if (key !== work) {
        work = key;
        start = { done: progress.done ?? 0, ms: performance.now() };
      }
      latest = progress;
      if (timer === undefined) draw();
    },
    note(line) {
      erase();
      stream.write(`${line}\n`);
    },
    stop() {
      clearTimeout(timer);
      erase();
      stopped = true;
    },
  };
}

/** Lines of a log stay: phases that come thicker than this are left out. */
const lineMs = 2000;

function written(stream: ProgressStream): ProgressReporter {
  let owner = '';
  let reported = '';
  let lastMs = -Infinity;
  let stopped = false;
  return {
    update(progress) {
      const key = keyOf(progress);
      if (stopped || key === reported) return;
      // The first line of a scenario always shows, so that a log says what a run was at when it ended.
      const next = JSON.stringify([progress.scenario, progress.condition, progress.slow]);
      const ms = performance.now();
      if (next === owner && ms - lastMs < lineMs) return;
      owner = next;
      reported = key;
      lastMs = ms;
      stream.write(`${progressLine(progress)}\n`);
    },
    note(line) {
      stream.write(`${line}\n`);
    },
    stop() {
      stopped = true;
    },
  };
}

function keyOf({ scenario, condition, phase, scale, table, slow }: Progress): string {
  return JSON.stringify([scenario, condition, phase, scale, table, slow]);
}
