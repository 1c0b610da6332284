import { spawn } from 'node:child_process';
import { join } from 'node:path';

/** Runs a program of this folder in a process of its own, and gives back its lines of output as they come. */
export async function runChild(
  program: string,
  args: readonly string[],
  options: { readonly env?: NodeJS.ProcessEnv; readonly onLine: (line: string) => void },
): Promise<void> {
  const child = spawn(process.execPath, [join(__dirname, `${program}.js`), ...args], {
    env: options.env ?? process.env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let text = '';
  child.stdout.setEncoding('utf8').on('data', (part: string) => {
    text += part;
    const lines = text.split('\n');
    text = lines.pop() ?? '';
    lines.forEach(options.onLine);
  });
  const status = await new Promise<number | null>((resolve) => child.once('close', resolve));
  if (status !== 0) throw new Error(`${program} ${args.join(' ')} ended with ${status}`);
}
