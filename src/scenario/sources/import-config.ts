import { loadError } from './import-module';
import { moduleLoader } from './module-loader';

/**
 * The default export of a config module, run in this process.
 *
 * @throws PlancliffError with the line, for a syntax error and an error at load
 */
export async function importConfig(path: string, file: string, cache?: string): Promise<unknown> {
  try {
    return await moduleLoader(path, cache).import(path, { default: true });
  } catch (error) {
    throw loadError(error, path, file, 'the config throws');
  }
}
