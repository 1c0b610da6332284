import type { CliProcess } from './cli-process';

/** A line on a terminal; what is short needs none in a log. */
export function lineOnTerminal(
  { stderr }: CliProcess,
  quiet: boolean,
): { readonly update: (text: string) => void; readonly stop: () => void } {
  const shown = stderr.isTTY === true && !quiet;
  const write = (text: string): void => {
    if (shown) stderr.write(`\r\u001b[K${text}`);
  };
  return {
    update: write,
    stop: () => write(''),
  };
}
