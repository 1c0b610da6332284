import type { ComparedValue } from '../../sql/compared-values';
import type { ColumnPlace, ColumnPlaces } from './columns';
import { beginningOf, isPattern } from './constants';
import { createDomain, type Domain } from './domain';
import type { ValueKind } from './kinds';
import { withSurrogates } from './leaves';

/** The surrogates of all values of a database: all values are noted before the first surrogate is asked for. */
export interface Surrogates {
  note(place: ColumnPlace, value: string): void;
  /** Takes note of a value that a statement compares with a column. */
  noteCompared(by: ComparedValue, value: string): void;
  /** Undefined for a value that cannot have any. */
  surrogate(place: ColumnPlace, value: string): string | undefined;
  /** What replaces a value that a statement compares with a column: the value itself where that is unknown. */
  compared(by: ComparedValue, value: string): string;
  /** What replaces a text that is compared with no column; undefined where no column has it, or the schema spells it out. */
  loose(text: string): string | undefined;
}

/**
 * @param spelled values that stay, since the schema spells them out
 * @param key of all surrogates
 */
export function createSurrogates(
  places: ColumnPlaces,
  spelled: ReadonlySet<string>,
  key: Buffer,
): Surrogates {
  const domains = new Map<string, Domain>();
  const domainOf = (name: string): Domain => {
    const known = domains.get(name) ?? createDomain(spelled, Buffer.concat([key, Buffer.from(name)])); // prettier-ignore
    domains.set(name, known);
    return known;
  };
  /** Domains of single texts. */
  const texts = new Map<string, string>();
  const note = ({ domain, kind }: ColumnPlace, value: string): void => {
    withSurrogates(kind, value, (leaf, text) => {
      domainOf(domain).note(leaf, text);
      if (leaf === 'text') texts.set(text, domain);
      return text;
    });
  };
  const surrogate = ({ domain, kind }: ColumnPlace, value: string): string | undefined =>
    withSurrogates(kind, value, (leaf, text) => domainOf(domain).surrogate(leaf, text));
  const placeOf = (by: ComparedValue): ColumnPlace | undefined => places.named(by.table, by.column);
  return {
    note,
    noteCompared(by, value) {
      const place = placeOf(by);
      if (place === undefined) return;
      if (isPattern(by)) domainOf(place.domain).noteBeginning(beginningOf(value).beginning);
      else note(narrowed(place, by, value), value);
    },
    surrogate,
    compared(by, value) {
      const place = placeOf(by);
      if (place === undefined) return value;
      if (isPattern(by)) return patternIn(domainOf(place.domain), value);
      return surrogate(narrowed(place, by, value), value) ?? value;
    },
    loose(text) {
      const domain = texts.get(text);
      if (domain === undefined || spelled.has(text)) return undefined;
      return domainOf(domain).surrogate('text', text) ?? '';
    },
  };
}

/** A value beside an array or a range may be one item of it; what `any` compares is an array of the column's values. */
function narrowed(
  { domain, kind }: ColumnPlace,
  { array }: ComparedValue,
  text: string,
): ColumnPlace {
  if (array) return { domain, kind: { kind: 'array', of: kind } };
  const isInside = kind.kind === 'range' && !/^[[(]|^empty$/.test(text);
  const inside: ValueKind = isInside ? kind.of : kind;
  return { domain, kind: inside };
}

function patternIn(domain: Domain, pattern: string): string {
  const { beginning, rest } = beginningOf(pattern);
  const replaced = domain.surrogate('text', beginning) ?? '';
  return (
    replaced.replace(/[%_\\]/g, '\\$&') +
    rest.replace(/(?:\\[^]|[^%_\\])+/g, (text) => domain.surrogate('text', text) ?? text)
  );
}
