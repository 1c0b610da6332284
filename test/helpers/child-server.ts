import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';

const script = resolve('test/fixtures/programs/start-and-wait.ts');

/** A temporary folder of its own, short enough for sockets, open to every user; and what lies in it. */
export interface Playground {
  readonly path: string;
  /** Private folders of servers, whoever made them. */
  servers(): readonly string[];
  /** Ends the children too that a failed test left running. */
  remove(): Promise<void>;
  readonly children: Set<ChildProcess>;
}

/** @param base `/tmp` for those that programs lie in: nothing can be run from the memory of some containers */
export function playground(base = shortEnough(tmpdir()) ? tmpdir() : '/tmp'): Playground {
  const path = mkdtempSync(join(base, 'plc-'));
  chmodSync(path, 0o1777);
  const children = new Set<ChildProcess>();
  return {
    path,
    children,
    servers: () => readdirSync(path).filter((name) => name.startsWith('plancliff-pg-')),
    async remove() {
      for (const child of children) {
        if (child.exitCode !== null || child.signalCode !== null) continue;
        child.kill('SIGKILL');
        await once(child, 'exit');
      }
      rmSync(path, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** As that of the suite in memory, with the longest number of a user. */
const shortEnough = (folder: string): boolean => folder.length <= '/dev/shm/plc-65534'.length;

export interface ChildServer {
  readonly child: ChildProcess;
  /** Resolves when the child begins to start its server. */
  readonly begun: Promise<void>;
  /** Data directory, when the server is ready. */
  readonly ready: Promise<string>;
  readonly exited: Promise<void>;
  readonly errors: () => string;
}

/**
 * Starts a server in a process of its own, whose temporary files all lie in `ground`. With `uid`, which only root may
 * give, it runs as that user; give it programs that the user can read then.
 */
export function childServer(
  ground: Playground,
  options: { uid?: number; env?: NodeJS.ProcessEnv } = {},
): ChildServer {
  const { uid, env } = options;
  const child = spawn(process.execPath, [script], {
    // The user may not be able to enter the checkout.
    cwd: ground.path,
    env: {
      ...process.env,
      TMPDIR: ground.path,
      HOME: ground.path,
      ...(uid === undefined ? {} : { RUN_AS: String(uid) }),
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  ground.children.add(child);
  let errors = '';
  child.stderr.on('data', (text: Buffer) => (errors += text.toString()));
  const exited = new Promise<void>((done) => child.once('exit', () => done()));
  const line = (wanted: RegExp) => {
    const found = new Promise<string>((resolve, reject) => {
      createInterface({ input: child.stdout }).on('line', (text) => {
        if (wanted.test(text)) resolve(text);
      });
      child.once('close', () => reject(new Error(`The child has ended: ${errors}`)));
    });
    found.catch(() => undefined);
    return found;
  };
  const [begun, ready] = [line(/^begin/), line(/^\{/)];
  return {
    child,
    exited,
    errors: () => errors,
    begun: begun.then(() => undefined),
    get ready() {
      return ready.then((text) => (JSON.parse(text) as { data: string }).data);
    },
  };
}

/** Waits until a condition holds; fails after two minutes, for machines that are busy with other things. */
export async function eventually(condition: () => boolean, what: string): Promise<void> {
  for (let tries = 0; !condition(); tries += 1) {
    if (tries > 6000) throw new Error(`Still not so: ${what}`);
    await sleep(20);
  }
}

export function postmasterOf(data: string): number {
  return Number(readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n')[0]);
}

export function alive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
