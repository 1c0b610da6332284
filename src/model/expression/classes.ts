import { sharesOf } from '../amount';
import type { DrawSource } from '../draw-source';
import { withoutNulls } from '../parts-of';
import { bigint } from '../sql-number';
import type { Split } from '../split';
import type { Distribution, Phase, Weight } from '../types';
import { inferred } from './choice';
import { cast } from './value';
import type { Compile, Terms, Value } from './value';

type Classes = Extract<Distribution, { readonly kind: 'classes' }>;
type Phases = Extract<Distribution, { readonly kind: 'phases' }>;

/** The value of the class that the row is in. */
export function classes(distribution: Classes, terms: Terms, compile: Compile): Value {
  const split = splitOf(distribution, terms);
  const shares = sharesOf(split.weights, terms.place.rows);
  // Nulls are distinct from one another.
  const one = withoutNulls(distribution) !== distribution;
  const unique = one ? terms.unique : ({ kind: 'none' } as const);
  const present = distribution.classes.flatMap(({ of }, k) => {
    const share = shares[k] as number;
    if (share <= 0) return [];
    const depth = terms.depth + 1;
    const part = terms.part * share;
    return [{ k, value: compile(of, { ...terms, depth, part, unique }) }];
  });
  const { values, type } = ofOneType(
    present.map(({ value }) => value),
    terms.type,
  );
  if (values.length === 1) return { sql: values[0] as string, type };
  const { source, purpose } = decidedBy(distribution, terms);
  const last = present.length - 1;
  const cases = present
    .slice(0, last)
    .map(({ k }, at) => `when ${k} then ${values[at] as string}`)
    .join(' ');
  const sql = `(case ${source.split(purpose, split)} ${cases} else ${values[last] as string} end)`;
  return { sql, type };
}

/** What a column draws from that follows one of classes: the draw that decides on the class. */
export function classSource(distribution: Classes, terms: Terms): DrawSource {
  const { source, purpose } = decidedBy(distribution, terms);
  return source.alike(purpose, splitOf(distribution, terms));
}

function decidedBy(
  { event }: Classes,
  { world, source, depth }: Terms,
): { readonly source: DrawSource; readonly purpose: string } {
  return event === undefined
    ? { source, purpose: depth === 0 ? 'class' : `class ${depth}` }
    : { source: world.eventSource(event), purpose: 'class' };
}

/** Of rows of which only a part has the value, so many more are counted out. */
function splitOf({ classes: all }: Classes, { place, part }: Terms): Split {
  const weights = all.map(({ weight }) => inPart(weight, part));
  const keys = { first: place.before + 1, last: place.before + place.rows };
  return { weights, i: place.i, rows: place.rows, keys };
}

function inPart(weight: Weight, part: number): Weight {
  if (part === 1 || typeof weight !== 'object' || weight.kind !== 'rows') return weight;
  const { newest } = weight;
  const scaled = { kind: 'rows', rows: Math.round(weight.rows / part) } as const;
  return newest === undefined ? scaled : { ...scaled, newest: Math.round(newest / part) };
}

/** The value of the phase that the row is in. */
export function phases({ phases: all }: Phases, terms: Terms, compile: Compile): Value {
  const { i, rows, before } = terms.place;
  const ends = phaseEnds(all, rows);
  const present = all.flatMap(({ of }, k) => {
    const start = k === 0 ? 0 : (ends[k - 1] as number);
    const end = ends[k] as number;
    if (end <= start) return [];
    const own = start === 0 ? i : `(${i} - ${bigint(start)})`;
    const place = { i: own, rows: end - start, before: before + start };
    return [{ end, value: compile(of, { ...terms, place, unique: { kind: 'none' } }) }];
  });
  const { values, type } = ofOneType(
    present.map(({ value }) => value),
    terms.type,
  );
  const last = present.length - 1;
  if (last === 0) return { sql: values[0] as string, type };
  const cases = present
    .slice(0, last)
    .map(({ end }, at) => `when ${i} <= ${bigint(end)} then ${values[at] as string}`)
    .join(' ');
  return { sql: `(case ${cases} else ${values[last] as string} end)`, type };
}

/** The number of the last row of each phase. */
export function phaseEnds(phases: readonly Phase[], rows: number): readonly number[] {
  let last = 0;
  return phases.map(({ upTo }) => {
    const wanted =
      upTo === undefined ? rows : upTo.kind === 'rows' ? upTo.rows : Math.round(upTo.share * rows);
    last = Math.max(last, Math.min(rows, wanted));
    return last;
  });
}

/** Cast to the column's type, or in no column of its own to the one that all have, if they do. */
function ofOneType(
  values: readonly Value[],
  type: string,
): { readonly values: readonly string[]; readonly type: string } {
  if (type !== inferred) return { values: values.map((value) => cast(value, type)), type };
  const [first] = values;
  if (first !== undefined && values.every((value) => value.type === first.type)) {
    return { values: values.map(({ sql }) => sql), type: first.type };
  }
  return { values: values.map(({ sql }) => `pg_catalog.to_jsonb(${sql})`), type: 'jsonb' };
}
