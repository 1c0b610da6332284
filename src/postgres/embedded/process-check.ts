import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** Whether this process is the server of this very data directory: process numbers are used again. */
export function runsServer(pid: number, dataDirectory: string): boolean {
  const command = commandLine(pid);
  const place = command.indexOf('-D');
  return place > 0 && command[place + 1] === dataDirectory;
}

function commandLine(pid: number): readonly string[] {
  try {
    if (process.platform === 'linux')
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
    // Our folders hold no spaces: their names are made by mkdtemp below a temporary folder.
    return execFileSync('/bin/ps', ['-o', 'command=', '-p', String(pid)], { stdio: 'pipe' })
      .toString()
      .trim()
      .split(' ');
  } catch {
    return [];
  }
}
