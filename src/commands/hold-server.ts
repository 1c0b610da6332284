import type { CheckOptions } from './check/options';
import { startEmbedded } from '../postgres/embedded/start';
import { connectRemote } from '../postgres/remote';
import type { Server } from '../postgres/types';

/** The one server of a run. */
export interface ServerHolder {
  /** The server, when it is ready. Throws a PlancliffError where there is none. */
  get(): Promise<Server>;
  /** Gives up a server of ours that died, so that the next `get` has another. */
  replace(): Promise<void>;
  /** Safe at any time and more than once: during the start, after a failed one. */
  close(): Promise<void>;
}

/** Which server a run has: one at a URL, or one that plancliff starts. */
export type HolderOptions = Pick<CheckOptions, 'databaseUrl' | 'allowWrite' | 'env' | 'pg' | 'cwd'>;

/** Begins to start, or to reach, the server at once; whoever needs it waits for it later. */
export function holdServer(
  options: HolderOptions,
  signal: AbortSignal,
  onWarning: (line: string) => void,
): ServerHolder {
  const { databaseUrl, allowWrite, env, pg, cwd } = options;
  const giveUp = new AbortController();
  const start = (): Promise<Server> => {
    const server =
      databaseUrl === undefined
        ? startEmbedded({
            ...(pg === undefined ? {} : { major: pg }),
            env,
            cwd,
            signal: AbortSignal.any([signal, giveUp.signal]),
            onWarning,
          })
        : connectRemote({ url: databaseUrl, allowWrite, env, onWarning });
    // Nobody may be waiting yet when it fails.
    server.catch(() => undefined);
    return server;
  };
  let server = start();
  const stop = async (): Promise<void> => {
    const started = await server.catch(() => undefined);
    await started?.close();
  };
  return {
    get: () => server,
    replace: async () => {
      await stop().catch(() => undefined);
      server = start();
    },
    close: async () => {
      giveUp.abort();
      await stop();
    },
  };
}
