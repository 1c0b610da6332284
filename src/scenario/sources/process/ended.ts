import { PlancliffError } from '../../../errors';
import { lineOf } from './thrown';
import type { ModuleFile, ModuleRequest } from './protocol';

export interface Ending {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  /** The last that the process wrote to standard error. */
  readonly complaint: string;
}

/** The error of a module whose process ended while it ran. */
export function endedError({ path, file }: ModuleFile, ending: Ending): PlancliffError {
  const { code, signal, complaint } = ending;
  const reason = crashReason(complaint);
  const line = lineOf({ name: '', message: complaint, stack: '' }, path);
  const place = line === undefined ? file : `${file}:${line}`;
  return new PlancliffError('scenario', {
    message:
      signal === null
        ? `${place} ended its process with exit code ${code ?? 'unknown'}`
        : `${place} ended its process by ${signal}`,
    ...(reason === undefined ? {} : { reason }),
    hint:
      reason?.includes('out of memory') === true
        ? 'Look for what it collects; NODE_OPTIONS=--max-old-space-size=… sets the limit, in megabytes.'
        : 'Run the file by itself to see more.',
  });
}

/** What V8 or Node prints first as it crashes; pages follow. */
const crashMarks = /FATAL ERROR: |^#\s+Fatal \w+ in |Last few GCs|-+ Native stack trace -+/m;

export function isCrash(complaint: string): boolean {
  return crashMarks.test(complaint);
}

/** Why V8 or Node crashed, in its own words. */
function crashReason(complaint: string): string | undefined {
  const fatal = /FATAL ERROR: (.+)/.exec(complaint)?.[1];
  if (fatal !== undefined) return fatal.replace(/^.*- (?=JavaScript heap)/, '').trim();
  return /^#\s+(Fatal \w+ in .*)$/m.exec(complaint)?.[1];
}

export function disconnectedError({ file }: ModuleFile): PlancliffError {
  return new PlancliffError('scenario', {
    message: `${file} closes the channel to plancliff`,
    hint: 'Remove its process.disconnect().',
  });
}

export function tooLongError(request: ModuleRequest, milliseconds: number): PlancliffError {
  const { file } = request;
  const seconds = milliseconds / 1000;
  const limit = `${seconds} second${seconds === 1 ? '' : 's'}`;
  return new PlancliffError('scenario', {
    message:
      request.kind === 'compile'
        ? `${file}: the build function of '${request.query}' did not return within ${limit}`
        : `${file} did not finish loading within ${limit}`,
    hint: 'Look for a loop without end or something that it waits for; PLANCLIFF_LOAD_TIMEOUT=2min sets another limit.',
  });
}
