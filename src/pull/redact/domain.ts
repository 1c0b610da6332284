import { hexadecimal } from './alphabets';
import { type Axis, dateAxis, decimalAxis, decimalsOf, floatAxis, timestampAxis } from './axes';
import type { LeafKind } from './kinds';
import { numberMap } from './number-map';
import { randomOf } from './random';
import { textMap, type TextMap } from './text-map';

/** Values of columns that are compared with each other: the same value has the same surrogate in all of them. */
export interface Domain {
  /** Takes note of a value that is to be replaced. */
  note(kind: LeafKind, text: string): void;
  /** Takes note of the beginning that a pattern asks for. */
  noteBeginning(text: string): void;
  /** The surrogate of a value, once all are noted; undefined for one that cannot have any. */
  surrogate(kind: LeafKind, text: string): string | undefined;
}

/**
 * @param spelled values that stay, since the schema spells them out
 * @param key of the surrogates of this domain
 */
export function createDomain(spelled: ReadonlySet<string>, key: Buffer): Domain {
  const noted = new Map<LeafKind, Set<string>>();
  const beginnings = new Set<string>();
  const maps = new Map<LeafKind, (text: string) => string | undefined>();
  const texts = (kind: LeafKind): Set<string> => {
    const known = noted.get(kind) ?? new Set();
    noted.set(kind, known);
    return known;
  };
  const mapOf = (kind: LeafKind): ((text: string) => string | undefined) => {
    const known = maps.get(kind);
    if (known !== undefined) return known;
    const values = texts(kind);
    const fixed = new Set([...values].filter((text) => spelled.has(text)));
    const map = createMap(kind, { values, fixed, beginnings, spelled }, key);
    maps.set(kind, map);
    return map;
  };
  return {
    note: (kind, text) => void texts(kind).add(text),
    noteBeginning: (text) => void beginnings.add(text),
    surrogate: (kind, text) => mapOf(kind)(text),
  };
}

interface Noted {
  readonly values: ReadonlySet<string>;
  readonly fixed: ReadonlySet<string>;
  readonly beginnings: ReadonlySet<string>;
  /** Of the whole schema: bounds of partitions are no values, and no value may get past them. */
  readonly spelled: ReadonlySet<string>;
}

function createMap(
  kind: LeafKind,
  noted: Noted,
  key: Buffer,
): (text: string) => string | undefined {
  const { values, spelled } = noted;
  if (kind === 'text') return mapping(textMap(noted, key));
  if (kind === 'hexadecimal') return mapping(textMap({ ...noted, beginnings: new Set() }, key, hexadecimal)); // prettier-ignore
  const axis = axisOf(kind, values);
  const numbers = (some: Iterable<string>): bigint[] =>
    [...some].flatMap((text) => axis.read(text) ?? []);
  const map = numberMap(numbers(values), new Set(numbers(spelled)), randomOf(key, kind));
  return (text) => {
    const at = axis.read(text);
    // Infinity and NaN say nothing of anybody.
    if (at === undefined) return /^-?[a-z]/i.test(text) ? text : undefined;
    const to = map(at);
    return to === at ? text : axis.write(to);
  };
}

const mapping =
  (map: TextMap) =>
  (text: string): string =>
    map.map(text);

function axisOf(kind: Exclude<LeafKind, 'text' | 'hexadecimal'>, values: Iterable<string>): Axis {
  switch (kind) {
    case 'number':
      return decimalAxis(Math.max(0, ...[...values].map(decimalsOf)));
    case 'float':
      return floatAxis(Math.max(0, ...[...values].map((text) => Math.abs(Number(text)) || 0)));
    case 'date':
      return dateAxis;
    case 'timestamp':
      return timestampAxis(false);
    case 'timestamptz':
      return timestampAxis(true);
  }
}
