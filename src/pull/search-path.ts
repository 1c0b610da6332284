import { pathSchemas } from '../sql/path-schemas';
import type { Manifest, Pulled } from './types';

/** Schemas in which the role of a pull looks for a name without one, in their order. */
export function searchPathOf({
  settings,
  manifest,
}: Pick<Pulled, 'settings'> & {
  readonly manifest: Pick<Manifest, 'role'>;
}): readonly string[] {
  const { search_path: list = '"$user", public' } = settings;
  return pathSchemas(list).map((schema) => (schema === '$user' ? manifest.role.name : schema));
}

/**
 * The object that a statement names as `name` or `schema.name`: of those without a schema, that of the first schema of the
 * search path.
 */
export function findNamed<Named extends { readonly schema: string; readonly name: string }>(
  all: readonly Named[],
  written: string,
  searchPath: readonly string[],
): Named | undefined {
  const exact = all.find(({ schema, name }) => `${schema}.${name}` === written);
  if (exact !== undefined) return exact;
  const own = all.filter(({ name }) => name === written);
  for (const each of searchPath) {
    const found = own.find(({ schema }) => schema === each);
    if (found !== undefined) return found;
  }
  return undefined;
}
