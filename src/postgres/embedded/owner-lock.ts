import { createServer, connect } from 'node:net';

/**
 * Shows other runs that the owner of a folder is alive: a socket that this process listens on. The kernel itself
 * answers whoever tries to connect, so there is no process number that could have been reused, or that means
 * another process in another container with the same /tmp.
 */
export interface Lock {
  release(): void;
}

export async function holdLock(path: string): Promise<Lock> {
  const server = createServer((visitor) => visitor.destroy());
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(path, resolve);
  });
  server.on('error', () => undefined).unref();
  return { release: () => void server.close() };
}

/** `held` where a lock exists, and where that is unknown: then nothing is removed. `absent` without any lock. */
export async function lockState(path: string): Promise<'held' | 'free' | 'absent'> {
  return new Promise((resolve) => {
    const visitor = connect(path);
    visitor.once('connect', () => {
      visitor.destroy();
      resolve('held');
    });
    visitor.once('error', ({ code }: NodeJS.ErrnoException) => {
      resolve(code === 'ECONNREFUSED' ? 'free' : code === 'ENOENT' ? 'absent' : 'held');
    });
  });
}
