import { readFileSync } from 'node:fs';
import { readDefinition } from '../validate/read-definition';
import { importModule } from './import-module';
import type { Scenario } from '../types';

/**
 * Runs a scenario's module in this process and checks what it exports.
 *
 * @param path absolute
 * @param file the path as messages name it
 * @param cache folder for compiled modules, private to this user; none where absent
 * @throws PlancliffError `scenario`
 */
export async function loadFile(path: string, file: string, cache?: string): Promise<Scenario> {
  const definition = await importModule(path, file, cache);
  return readDefinition(definition, { path, file, source: readFileSync(path, 'utf8') });
}
