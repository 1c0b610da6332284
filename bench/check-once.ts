import { spawn } from 'node:child_process';
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { processorTime } from './processor-time';

/** A check in a process of its own. */
export interface Checked {
  /** Seconds. */
  readonly wall: number;
  /** Seconds of user and system time of the process, its server and all sessions; NaN where the system does not say. */
  readonly processor: number;
  /** What `--json` prints, without its times. */
  readonly document: { readonly scenarios: readonly Readonly<Record<string, unknown>>[] };
}

/** Runs `plancliff check --ci --json` of one scenario. */
export async function checkOnce(name: string, options: readonly string[]): Promise<Checked> {
  const started = performance.now();
  const before = processorTime('self', 'children');
  const compiled = join(__dirname, '..');
  // The command line reads its version from the package's file beside its folder, which tsc does not copy.
  copyFileSync(join(process.cwd(), 'package.json'), join(compiled, 'package.json'));
  const bin = join(compiled, 'src', 'bin.js');
  const child = spawn(process.execPath, [bin, 'check', name, '--ci', '--json', ...options], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  let text = '';
  child.stdout.setEncoding('utf8').on('data', (part: string) => (text += part));
  const status = await new Promise<number | null>((resolve) => child.once('close', resolve));
  if (status !== 0 && status !== 1) throw new Error(`check ${name} ended with ${status}`);
  const wall = (performance.now() - started) / 1000;
  const document = JSON.parse(text) as Checked['document'];
  const scenarios = document.scenarios.map((each) => ({ ...each, seconds: undefined }));
  return {
    wall,
    processor: processorTime('self', 'children') - before,
    document: { ...document, scenarios },
  };
}
