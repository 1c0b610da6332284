import { listOf, nodeOf, stringOf } from '../sql/nodes';
import { pathSchemas } from '../sql/path-schemas';
import type { FileStatement } from './read-statements';
import { settingTexts } from './rules/setting-texts';

/** The schemas in which a new session looks for a name without one; the role has none of its own. */
export const defaultPath: readonly string[] = ['public'];

/** The search path after a statement that runs by itself: what is local to its transaction ends with it. */
export function pathAfter(
  path: readonly string[],
  { type, tree }: Pick<FileStatement, 'type' | 'tree'>,
): readonly string[] {
  if (type === 'DiscardStmt') return tree['target'] === 'DISCARD_ALL' ? defaultPath : path;
  if (type === 'SelectStmt') return listOf(tree['targetList']).reduce(afterSetConfig, path);
  if (type !== 'VariableSetStmt') return path;
  if (tree['kind'] === 'VAR_RESET_ALL') return defaultPath;
  if (tree['name'] !== 'search_path' || tree['is_local'] === true) return path;
  return tree['kind'] === 'VAR_SET_VALUE' ? settingTexts(tree) : defaultPath;
}

/** `select set_config('search_path', …, false)`, as pg_dump writes it. */
function afterSetConfig(path: readonly string[], target: unknown): readonly string[] {
  const call = nodeOf(nodeOf(target, 'ResTarget')?.['val'], 'FuncCall');
  if (stringOf(listOf(call?.['funcname']).at(-1)) !== 'set_config') return path;
  const args = listOf(call?.['args']);
  const [name, value] = settingTexts({ args });
  const isLocal = nodeOf(nodeOf(args[2], 'A_Const'), 'boolval')?.['boolval'] === true;
  return name !== 'search_path' || value === undefined || isLocal ? path : pathSchemas(value);
}
