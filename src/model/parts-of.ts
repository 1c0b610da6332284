import type { Distribution } from './types';

/** The distributions of which a column has the values, one or another: itself, where it does not choose. */
export function alternativesOf(of: Distribution): readonly Distribution[] {
  switch (of.kind) {
    case 'nullable':
    case 'correlated':
      return alternativesOf(of.of);
    case 'classes':
      return of.classes.flatMap((each) => alternativesOf(each.of));
    case 'phases':
      return of.phases.flatMap((each) => alternativesOf(each.of));
    default:
      return [of];
  }
}

/** The same with each distribution around others replaced, the innermost of these first. */
export function mapAlternatives(
  of: Distribution,
  change: (each: Distribution) => Distribution,
): Distribution {
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
