import { drawExtras, drawLabels, type DrawnValue } from './draw';
import { isPlainObject } from './plain-object';

/** Tells a drawn value from one that the author gave. */
export function isDrawnValue(value: unknown): value is DrawnValue {
  if (!isPlainObject(value)) return false;
  const { draw, from, ...extras } = value;
  if (!Object.keys(extras).every((key) => (drawExtras as readonly string[]).includes(key)))
    return false;
  return typeof from === 'string' && (drawLabels as readonly unknown[]).includes(draw);
}

/** The drawn values among the values of a case, at any depth of arrays and objects, in the order of their places. */
export function drawsIn(value: unknown): readonly DrawnValue[] {
  if (isDrawnValue(value)) return [value];
  if (Array.isArray(value)) return value.flatMap(drawsIn);
  return isPlainObject(value) ? Object.values(value).flatMap(drawsIn) : [];
}

/**
 * The same values with each leaf replaced: a drawn value, or one that is neither an array nor a plain object.
 *
 * @param replace gets each leaf, and returns what takes its place
 */
export function withLeaves(value: unknown, replace: (leaf: unknown) => unknown): unknown {
  if (isDrawnValue(value)) return replace(value);
  if (Array.isArray(value)) return value.map((item) => withLeaves(item, replace));
  if (!isPlainObject(value)) return replace(value);
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [name, withLeaves(inner, replace)]),
  );
}

/** Equal for drawn values that are the same value at every scale. */
export const drawKey = ({ draw, from, ...extras }: DrawnValue): string =>
  Object.keys(extras).length === 0
    ? `${draw} ${from}`
    : `${draw} ${from} ${JSON.stringify(extras)}`;
