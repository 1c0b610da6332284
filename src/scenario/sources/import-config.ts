import { PlancliffError } from '../../errors';
import { isPlainObject } from '../../model/plain-object';
import { loadError } from './import-module';
import { moduleLoader } from './module-loader';

/**
 * The default export of a config module, run in this process.
 *
 * @throws PlancliffError with the line, for a syntax error and an error at load, and for an export that is no plain data
 */
export async function importConfig(path: string, file: string, cache?: string): Promise<unknown> {
  try {
    const exported = await exportOf(await moduleLoader(path, cache).import(path));
    checkData(exported, 'the default export', []);
    return exported;
  } catch (error) {
    throw loadError(error, path, file, 'the config throws');
  }
}

/** Without a default export every value of the file would be ignored: also those of a constant that is not exported. */
function exportOf(exported: unknown): unknown {
  if (typeof exported !== 'object' || exported === null) return exported;
  if ('default' in exported) return exported.default;
  const isModule = '__esModule' in exported || Symbol.toStringTag in exported;
  if (!isModule && Reflect.ownKeys(exported).length > 0) return exported;
  throw new PlancliffError('config', {
    message: 'the module has no default export',
    hint: "Write it as `export default { scales: '1k..10m' }`.",
  });
}

/**
 * Refuses values that are not plain data: they would be lost between the process that runs the module and the one that
 * reads the config.
 *
 * @param around the objects that contain the value, the outermost first
 */
function checkData(value: unknown, name: string, around: readonly unknown[]): void {
  const refuse = (what: string): PlancliffError =>
    new PlancliffError('config', {
      message: `${name} ${what}`,
      hint: 'A config is made of texts, numbers, booleans, arrays and plain objects.',
    });
  if (typeof value === 'function') throw refuse('is a function');
  if (typeof value === 'symbol') throw refuse('is a symbol');
  if (typeof value !== 'object' || value === null) return;
  if (around.includes(value)) throw refuse('contains itself');
  if (!Array.isArray(value) && !isPlainObject(value)) throw refuse('is no plain object');
  const [unnamed] = Object.getOwnPropertySymbols(value);
  if (unnamed !== undefined) throw refuse(`has a key that is a symbol: ${unnamed.toString()}`);
  for (const [key, of] of Object.entries(value)) checkData(of, key, [...around, value]);
}
