import { isPlainObject } from '../../model/plain-object';
import type { LeafKind, ValueKind } from './kinds';

/** What replaces a single value; undefined where nothing can. */
export type ReplaceLeaf = (kind: LeafKind, text: string) => string | undefined;

/**
 * A value with the single values in it replaced; undefined where it has one that cannot be.
 *
 * @param text as the server prints it
 */
export function withSurrogates(
  of: ValueKind,
  text: string,
  replace: ReplaceLeaf,
): string | undefined {
  switch (of.kind) {
    case 'leaf':
      return replace(of.leaf, text);
    case 'kept':
      return text;
    case 'array':
      return inArray(of.of, text, replace);
    case 'range':
      return inRange(of.of, text, replace);
    case 'json':
      return inJson(text, replace);
    case 'unknown':
      return undefined;
  }
}

/** An array or a range in braces or brackets: quoted items, and those without quotes. */
const items = /"((?:[^"\\]|\\[^]|"")*)"|[^{}[\](),"]+/g;

function inArray(of: ValueKind, text: string, replace: ReplaceLeaf): string | undefined {
  // A value of a type without arrays, such as an element, stands alone.
  if (!text.startsWith('{')) return withSurrogates(of, text, replace);
  return replaceItems(text, of, replace);
}

function inRange(of: ValueKind, text: string, replace: ReplaceLeaf): string | undefined {
  return text === 'empty' ? text : replaceItems(text, of, replace);
}

function replaceItems(text: string, of: ValueKind, replace: ReplaceLeaf): string | undefined {
  let failed = false;
  const replaced = text.replace(items, (item: string, quoted: string | undefined) => {
    if (quoted === undefined && /^null$/i.test(item)) return item;
    const value = quoted === undefined ? item : quoted.replace(/\\([^])|""/g, (all, c: string) => c ?? '"'); // prettier-ignore
    const result = withSurrogates(of, value, replace);
    if (result === undefined) failed = true;
    return `"${(result ?? '').replace(/["\\]/g, '\\$&')}"`;
  });
  return failed ? undefined : replaced;
}

/** Keys stay: queries name them. */
function inJson(text: string, replace: ReplaceLeaf): string | undefined {
  let failed = false;
  const leaf = (kind: LeafKind, value: string): string => {
    const result = replace(kind, value);
    if (result === undefined) failed = true;
    return result ?? '';
  };
  const visit = (value: unknown): unknown => {
    if (typeof value === 'string') return leaf('text', value);
    if (typeof value === 'number') return Number(leaf('float', String(value)));
    if (Array.isArray(value)) return value.map(visit);
    if (!isPlainObject(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, visit(inner)]));
  };
  try {
    const result = JSON.stringify(visit(JSON.parse(text)));
    return failed ? undefined : result;
  } catch {
    return undefined;
  }
}
