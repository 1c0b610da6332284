import { execFileSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';

/**
 * Whether this process is the server of this very data directory, and of its user: process numbers are used again, and
 * whoever owns a folder can write any number into it.
 */
export function runsServer(pid: number, dataDirectory: string, uid: number | undefined): boolean {
  if (uid !== undefined && ownerOf(pid) !== uid) return false;
  const command = commandLine(pid);
  const place = command.indexOf('-D');
  return place > 0 && command[place + 1] === dataDirectory;
}

function ownerOf(pid: number): number | undefined {
  try {
    if (process.platform === 'linux') return statSync(`/proc/${pid}`).uid;
    return Number(
      execFileSync('/bin/ps', ['-o', 'uid=', '-p', String(pid)], { stdio: 'pipe' }).toString(),
    );
  } catch {
    return undefined;
  }
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
