import { relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Frames below the application's own that Kysely and a test runner may add. */
const depth = 40;

/** A frame's file, as a path or a URL, and its line. Frames of Node itself start with `node:`. */
const frame = /[( ]((?:file:\/\/|\/|[A-Za-z]:[\\/]).*?):(\d+):\d+\)?$/;

/** Takes the stack of the caller. V8 writes it as text when it is asked for. */
export function takeStack(): () => string {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = depth;
  const holder: { stack?: string } = {};
  Error.captureStackTrace(holder, takeStack);
  Error.stackTraceLimit = stackTraceLimit;
  return () => holder.stack ?? '';
}

/**
 * `file:line` of the first frame of a stack that is the application's: neither of Node, nor of a package, nor of the
 * recorder. Undefined where there is none.
 *
 * @param directory that file names are relative to
 */
export function callSite(stack: string, directory: string): string | undefined {
  for (const line of stack.split('\n').slice(1)) {
    const [, place, row] = frame.exec(line) ?? [];
    if (place === undefined || row === undefined) continue;
    const file = place.startsWith('file://') ? fileURLToPath(place) : place;
    if (file.includes(`${sep}node_modules${sep}`) || file.startsWith(__dirname + sep)) continue;
    return `${relative(directory, file).replaceAll('\\', '/')}:${row}`;
  }
  return undefined;
}
