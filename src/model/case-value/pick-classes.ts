import { cast } from '../expression/value';
import type { Value } from '../expression/value';
import type { Distribution } from '../types';
import { branchesOf, frequencyOf, listedValues } from './frequency';
import { weighted } from './pick-choice';
import type { Label, Place } from './place';

/**
 * A value of one of several distributions. Common and rare are those of the one that has the most frequent or the rarest
 * value; values that two of them have in common count apart. The ends are the outermost of all, and absent is the highest
 * that one of them lacks: beyond a distribution's own highest value, as a rule.
 */
export function pick(
  of: Extract<Distribution, { readonly kind: 'classes' | 'phases' }>,
  label: Label,
  place: Place,
  inner: (of: Distribution, label: Label, place: Place) => Value | undefined,
): Value | undefined {
  const { rows, type } = place;
  const listed = listedValues(of, rows);
  if (listed !== undefined) return weighted(listed, label, place);
  const { world } = place.terms;
  const rowsOf = (table: string): number => world.rowsOf(table);
  const picked = branchesOf(of, rows).flatMap((branch) => {
    if (branch.share <= 0 || isNull(branch.of)) return [];
    const frequency = (by: 'common' | 'rare') =>
      branch.share * frequencyOf(branch.of, by, { rows, rowsOf });
    return [
      {
        frequency,
        value: () => inner(branch.of, label, place.part({ distribution: branch.of, type })),
      },
    ];
  });
  if (label === 'common' || label === 'rare') {
    const sign = label === 'common' ? -1 : 1;
    const inOrder = picked
      .map(({ frequency, value }) => ({ by: sign * frequency(label), value }))
      .filter(({ by }) => by !== 0)
      .sort((a, b) => a.by - b.by);
    return inOrder[0]?.value();
  }
  const values = picked.map(({ value }) => value());
  if (label === 'absent' && values.includes(undefined)) return undefined;
  const given = values
    .filter((value) => value !== undefined)
    .map((value) => cast({ ...value, type: 'unknown' }, type));
  if (given.length === 0) return undefined;
  if (given.length === 1) return { sql: given[0] as string, type };
  return { sql: `${label === 'lowest' ? 'least' : 'greatest'}(${given.join(', ')})`, type };
}

function isNull(of: Distribution): boolean {
  return of.kind === 'constant' && of.value === null;
}
