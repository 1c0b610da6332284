import type { Mentions } from '../sql/mentions';
import type { Behind, Callable, View } from './side-effects';

/**
 * The same look-ups, each of them once: most statements of a workload name the same functions and operators, and a table
 * is named by many.
 */
export function rememberBehind(
  read: (mentions: Mentions) => Promise<Behind>,
): (mentions: Mentions) => Promise<Behind> {
  const callables = new Map<string, readonly Callable[]>();
  const views = new Map<string, readonly View[]>();
  return async (mentions) => {
    const { functions, operators, types, relations } = mentions;
    const key = JSON.stringify([functions, operators, types].map((names) => [...names].sort()));
    const known = callables.get(key);
    const missing = [...relations].filter((name) => !views.has(name));
    let found = known;
    if (known === undefined || missing.length > 0) {
      const behind = await read({ ...mentions, relations: new Set(missing) });
      found = behind.callables;
      callables.set(key, behind.callables);
      // A view is shown with its schema; one whose name ends alike does no harm.
      for (const name of missing)
        views.set(name, behind.views.filter(({ shown }) => shown.endsWith(`.${name}`))); // prettier-ignore
    }
    return {
      callables: found ?? [],
      views: [...new Set([...relations].flatMap((name) => views.get(name) ?? []))],
    };
  };
}
