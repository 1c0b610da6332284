import { moduleLoader } from './module-loader';

/** The default export of a config module, run in this process. */
export function importConfig(path: string, _: string, cache?: string): Promise<unknown> {
  return moduleLoader(path, cache).import(path, { default: true });
}
