import { messageOf, PlancliffError } from '../errors';
import { redact } from '../postgres/redact';
import { callable } from '../text/callable';
import { visible } from '../text/shown';

/**
 * The text of an error for standard error. A known one is a line, its reason and what to do next; a stack
 * comes with `verbose`, and with an error that plancliff did not expect. Passwords are redacted in all, those of URLs and
 * whatever else `secrets` names.
 */
export function errorText(
  error: unknown,
  options: {
    readonly verbose: boolean;
    readonly secrets?: readonly string[];
    /** How plancliff is called here, for commands in hints. */
    readonly program?: string;
  },
): string {
  if (error instanceof PlancliffError) {
    const lines = [`Error: ${visible(error.message.trim())}`];
    if (error.during !== undefined) lines.push(`While running ${error.during}`);
    if (error.reason !== undefined) lines.push(`Reason: ${error.reason}`);
    if (error.hint !== undefined) lines.push(callable(error.hint, options.program ?? 'plancliff'));
    if (options.verbose) lines.push(...stacks(error));
    return redact(`${lines.map(harmless).join('\n')}\n`, options.secrets);
  }
  const lines = ['Error: unexpected error: this is a bug in plancliff', ...stacks(error)];
  return redact(`${lines.join('\n')}\n`, options.secrets);
}

/** Reasons and stacks keep their line breaks; other control characters could control the terminal. */
function harmless(lines: string): string {
  return lines
    .split('\n')
    .map((line) => cutWords(visible(line)))
    .join('\n');
}

/** Input can contain very long words, such as the contents of a binary file; their first characters identify them. */
function cutWords(line: string): string {
  return line.replaceAll(/\S{400,}/g, (word) => `${word.slice(0, 100)}…`);
}

/** One line with reason and hint, for a list of problems. */
export function errorLine(error: unknown, program = 'plancliff'): string {
  const { reason, hint, during } = error instanceof PlancliffError ? error : {};
  const what =
    during === undefined ? messageOf(error) : `${messageOf(error)} while running ${during}`;
  const cause = reason === undefined ? what : `${what}: ${reason}`;
  const line = hint === undefined ? cause : `${cause.replace(/\.$/, '')}. ${hint}`;
  return redact(callable(line, program)).replaceAll(/\s*\n\s*/g, ' ');
}

function stacks(error: unknown): string[] {
  if (!(error instanceof Error)) return [String(error)];
  const own = error.stack ?? error.message;
  return error.cause === undefined ? [own] : [own, `Caused by: ${stacks(error.cause).join('\n')}`];
}
