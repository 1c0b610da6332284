import { PlancliffError } from '../errors';
import { findBinaries, howToGet } from '../postgres/embedded/binaries';
import { serverUser } from '../postgres/embedded/server-user';
import type { Server } from '../postgres/types';
import { defaultMajor, oldestMajor } from '../postgres/versions';
import { type HolderOptions, holdServer, type ServerHolder } from './hold-server';

type Where = Pick<HolderOptions, 'env' | 'cwd'>;

/** A server for twins, and what it costs them that it is of another major than the database; nothing where it is not. */
export interface TwinServer {
  readonly server: Server;
  readonly lacks: readonly string[];
}

export interface TwinServerHolder extends Pick<ServerHolder, 'close'> {
  get(): Promise<TwinServer>;
}

/** A twin is made on a server of our own, whatever server is read. */
export const twinServer = ({ env, cwd }: Where, pg: number): HolderOptions => ({
  databaseUrl: undefined,
  allowWrite: false,
  env,
  cwd,
  pg,
});

/** Begins to start a server of a major, or of the nearest that is here. */
export function holdTwinServer(
  options: Where,
  major: number,
  signal: AbortSignal,
): TwinServerHolder {
  const held = nearest(options, major).then((found) => ({
    holder: holdServer(twinServer(options, found), signal, () => undefined),
    lacks: found === major ? [] : [lackOf(major, found)],
  }));
  // Nobody may be waiting yet when it fails.
  held.catch(() => undefined);
  return {
    get: async () => {
      const { holder, lacks } = await held;
      return { server: await holder.get(), lacks };
    },
    close: async () => {
      const started = await held.catch(() => undefined);
      await started?.holder.close();
    },
  };
}

/** Of two that are as near the later one: plans of a new server differ from those of an old one by what it has learned. */
export function nearestMajors(major: number): readonly number[] {
  const known = Array.from({ length: defaultMajor - oldestMajor + 1 }, (_, k) => oldestMajor + k);
  const all = new Set(major >= oldestMajor ? [major, ...known] : known);
  return [...all].sort((a, b) => Math.abs(a - major) - Math.abs(b - major) || b - a);
}

async function nearest({ env, cwd }: Where, wanted: number): Promise<number> {
  for (const major of nearestMajors(wanted)) {
    try {
      await findBinaries({ major, env, cwd, user: serverUser() });
      return major;
    } catch (error) {
      if (!(error instanceof PlancliffError) || error.code !== 'server-missing') throw error;
    }
  }
  return defaultMajor;
}

function lackOf(major: number, found: number): string {
  const why =
    major < oldestMajor
      ? `plancliff starts PostgreSQL ${oldestMajor} and later`
      : `there is no PostgreSQL ${major} here. ${howToGet(major).replace(/\.$/, '')}`;
  return `the twin of PostgreSQL ${major} runs on ${found}, whose planner differs: ${why}`;
}
