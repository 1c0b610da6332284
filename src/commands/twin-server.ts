import type { HolderOptions } from './hold-server';

/** A twin is made on a server of our own, whatever server is read. */
export const twinServer = ({ env, cwd }: Pick<HolderOptions, 'env' | 'cwd'>): HolderOptions => ({
  databaseUrl: undefined,
  allowWrite: false,
  env,
  cwd,
  pg: undefined,
});
