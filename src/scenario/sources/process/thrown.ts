import { readFileSync } from 'node:fs';
import { inspect } from 'node:util';
import { escapePattern } from '../../../text/pattern';

export interface Thrown {
  readonly name: string;
  readonly message: string;
  readonly stack: string;
}

/** Whatever was thrown, by shape: a module that runs in a realm of its own, as under Jest, has an Error of its own. */
export function asError(thrown: unknown): Thrown {
  if (typeof thrown !== 'object' || thrown === null || !('message' in thrown)) {
    const message =
      typeof thrown === 'string' ? thrown : inspect(thrown, { breakLength: Infinity });
    return { name: 'Error', message, stack: '' };
  }
  const { name, message, stack } = thrown as Partial<Thrown>;
  return { name: name ?? 'Error', message: String(message), stack: stack ?? '' };
}

/** The innermost line of the file in an error's stack or message; for a missing module, that of its import. */
export function lineOf(error: Thrown, file: string): number | undefined {
  const text = `${error.message}\n${error.stack}`;
  for (const entry of text.split('\n')) {
    const at = entry.indexOf(`${file}:`);
    const line = at === -1 ? undefined : /^\d+/.exec(entry.slice(at + file.length + 1))?.[0];
    if (line !== undefined) return Number(line);
  }
  const missing = /Cannot find (?:module|package) '([^']+)'/.exec(error.message)?.[1];
  if (missing === undefined) return undefined;
  const lines = readFileSync(file, 'utf8').split('\n');
  const index = lines.findIndex((line) =>
    new RegExp(`['"]${escapePattern(missing)}['"]`).test(line),
  );
  return index === -1 ? undefined : index + 1;
}
