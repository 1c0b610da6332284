import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import type { Socket } from 'node:net';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { PlancliffError } from '../../errors';
import { serverEnvironment } from './server-environment';
import type { User } from './server-user';

/** Names of private folders, and of nothing else, begin like this. */
export const prefix = 'plancliff-pg-';

/**
 * A shell that makes a private folder, and looks after it and the server in it. It reads commands from a pipe whose other
 * end only this process holds. When the pipe closes, because we close it, exit, crash or are killed by `kill -9`,
 * the shell stops the server, removes the folder and ends: no handler of ours has to run for that.
 */
export interface Keeper {
  /** The private folder, 0700, owned by the keeper's user. Rejects where it cannot be made. */
  readonly folder: Promise<string>;
  /** Runs a command in the folder and waits. `redirect` is shell text: `<&4` or `>&4`. */
  run(
    command: readonly string[],
    redirect?: '<&4' | '>&4',
  ): Promise<{ status: number; output: string }>;
  /** Starts the server; `gone` resolves when its last process has ended. */
  serve(command: readonly string[]): Promise<void>;
  readonly gone: Promise<void>;
  readonly hasGone: () => boolean;
  /** The last lines that commands and server wrote. */
  readonly log: () => string;
  /** Lets the event loop end although the server runs. */
  unref(): void;
  /** Stops the server, removes the folder. Safe to call twice. */
  close(): Promise<void>;
}

// - An immediate shutdown (QUIT): the data is thrown away, so there is nothing to write out.
// - QUIT is sent until the server has ended: a shell starts what runs in the background with QUIT ignored, and a server
//   that has not yet installed its handlers would never hear of a single one. The sleep also collects the child's status.
// - PIPE is ignored, or the reply to a parent that is gone would end the shell before it has cleaned up.
// - The folder is left before it is removed: some systems refuse to remove a working directory.
// - The folder is made here and not by us, so that at no moment it exists without somebody who removes it.
const script = `
folder=
server=
umask 077
ulimit -c 0
trap '' PIPE
trap 'exit 1' HUP INT TERM
trap 'if [ -n "$server" ]; then while kill -QUIT "$server"; do sleep 0.01; done; fi 2>/dev/null; cd /; rm -rf -- "$folder"' EXIT
folder=$(mktemp -d "$1/${prefix}XXXXXX") && cd "$folder" || exit 1
HOME=$folder
export HOME
echo "$folder"
while IFS= read -r command; do eval "$command"; echo "$?"; done
`;

const logLimit = 16_384;

/**
 * Starts a keeper with a folder in `base`, as `user` where that is given. `fd` is handed on as file descriptor 4:
 * a user without rights on the file can read or write it all the same.
 */
export function startKeeper(base: string, user: User | undefined, fd?: number): Keeper {
  const child = spawn('/bin/sh', ['-c', script, 'plancliff-keeper', base], {
    cwd: '/',
    env: serverEnvironment(),
    // A session of its own: Ctrl-C in the terminal must not reach the server before we are done with it.
    detached: true,
    stdio: ['pipe', 'pipe', 'pipe', 'pipe', fd ?? 'ignore'],
    ...user,
  });
  const serverLog = child.stdio[3] as Readable;
  const log = lastLines([child.stderr as Readable, serverLog]);
  child.stdin?.on('error', () => undefined);
  const exited = new Promise<void>((resolve) => {
    child
      .once('exit', () => resolve())
      .once('error', (error) => {
        log.add(error.message);
        resolve();
      });
  });
  let hasGone = false;
  // Only the server's processes hold the other end of this pipe once it runs.
  const gone = once(serverLog, 'close')
    .catch(() => undefined)
    .then(() => {
      hasGone = true;
    });
  const reply = replies(child.stdout as Readable, log.text);
  const folder = reply();
  // Whoever asks for it gets the error; it must not count as unhandled before.
  folder.catch(() => undefined);
  const ask = async (line: string) => {
    await folder;
    child.stdin?.write(`${line}\n`);
    return Number(await reply());
  };
  return {
    folder,
    async run(command, redirect) {
      const before = log.text();
      const status = await ask(`${shell(command)} </dev/null >&2 ${redirect ?? ''} 3>&-`);
      // What a command complains of comes by another pipe than its status.
      if (status !== 0) await sleep(20);
      const after = log.text();
      return { status, output: after.startsWith(before) ? after.slice(before.length) : after };
    },
    async serve(command) {
      await ask(`${shell(command)} </dev/null >/dev/null 2>&3 3>&- 4>&- & server=$!; exec 3>&-`);
    },
    gone,
    hasGone: () => hasGone,
    log: log.text,
    unref: () => handles(child).forEach((handle) => handle.unref()),
    async close() {
      handles(child).forEach((handle) => handle.ref());
      child.stdin?.end();
      await exited;
    },
  };
}

interface Log {
  readonly text: () => string;
  readonly add: (text: string) => void;
}

function lastLines(streams: readonly Readable[]): Log {
  let text = '';
  const add = (more: string): void => {
    text = (text + more).slice(-logLimit);
  };
  for (const stream of streams) stream.setEncoding('utf8').on('data', add);
  return { text: () => text, add };
}

/** The shell's replies, one line for each command. Throws where the shell has ended. */
function replies(stdout: Readable, log: () => string): () => Promise<string> {
  const lines = createInterface({ input: stdout })[Symbol.asyncIterator]();
  return async () => {
    const line = await lines.next();
    if (!line.done) return line.value;
    throw new PlancliffError('server-failed', {
      message: 'the process that looks after PostgreSQL ended too early',
      reason: log().trim() || 'it was killed, or /bin/sh cannot run here',
    });
  };
}

function handles(child: ChildProcess): readonly { ref(): void; unref(): void }[] {
  return [child, ...child.stdio.filter((stream) => stream !== null).map((s) => s as Socket)];
}

/** A command as the shell reads it back, word for word. */
function shell(command: readonly string[]): string {
  return command.map((word) => `'${word.replaceAll("'", `'\\''`)}'`).join(' ');
}
