import type { Distribution } from './types';

type Change = (each: Distribution) => Distribution;
type Of<Kind extends Distribution['kind']> = Extract<Distribution, { readonly kind: Kind }>;

/** Distributions around others, and of values that are put together of several. */
type Composite = Of<'nullable' | 'correlated' | 'classes' | 'phases' | 'jsonb' | 'array'>;

const COMPOSITE: readonly Distribution['kind'][] = [
  'nullable',
  'correlated',
  'classes',
  'phases',
  'jsonb',
  'array',
] satisfies readonly Composite['kind'][];

/** Whether a value is in one piece, of one distribution. */
export function isScalar(of: Distribution): of is Exclude<Distribution, Composite> {
  return !COMPOSITE.includes(of.kind);
}

/** The same with each distribution around others replaced, the innermost of these first. */
export function mapAlternatives(of: Distribution, change: Change): Distribution {
  switch (of.kind) {
    case 'nullable':
    case 'correlated':
      return { ...of, of: mapAlternatives(of.of, change) };
    case 'classes':
      return {
        ...of,
        classes: of.classes.map((each) => ({ ...each, of: mapAlternatives(each.of, change) })),
      };
    case 'phases':
      return {
        ...of,
        phases: of.phases.map((each) => ({ ...each, of: mapAlternatives(each.of, change) })),
      };
    default:
      return change(of);
  }
}

/** The distributions of which a column has the values, one or another: itself, where it does not choose. */
export function alternativesOf(of: Distribution): readonly Distribution[] {
  const found: Distribution[] = [];
  mapAlternatives(of, (each) => {
    found.push(each);
    return each;
  });
  return found;
}

/** The distribution of the values that are not null. */
export function withoutNulls(of: Distribution): Distribution {
  if (of.kind === 'nullable') return withoutNulls(of.of);
  if (of.kind !== 'classes') return of;
  const others = of.classes.filter(({ of: each }) => !isNull(each));
  const [only] = others;
  return others.length === 1 && only !== undefined && others.length < of.classes.length
    ? withoutNulls(only.of)
    : of;
}

function isNull(of: Distribution): boolean {
  return of.kind === 'constant' && of.value === null;
}

/** Share of the documents that have a key; all of them where it is not named. */
export function keyShare({ present = {} }: Pick<Of<'jsonb'>, 'present'>, key: string): number {
  return Object.hasOwn(present, key) ? (present[key] as number) : 1;
}

/** The author's own SQL in a distribution, also in the values of keys and elements. */
export function expressionsOf(of: Distribution): readonly string[] {
  return alternativesOf(of).flatMap((each) => {
    if (each.kind === 'sql') return [each.expression];
    if (each.kind === 'jsonb') return Object.values(each.keys).flatMap(expressionsOf);
    if (each.kind === 'array') return [...(each.places ?? []), each.element].flatMap(expressionsOf);
    return [];
  });
}
