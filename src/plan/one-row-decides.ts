/** What a count is compared with so that one row decides, and whether the comparison holds where there is one or where there is none. */
const decided: Readonly<Record<string, 'some' | 'none'>> = {
  '> 0': 'some',
  '<> 0': 'some',
  '>= 1': 'some',
  '= 0': 'none',
  '< 1': 'none',
  '<= 0': 'none',
};

const mirrored: Readonly<Record<string, string>> = { '<': '>', '>': '<', '<=': '>=', '>=': '<=' };

/** A comparison of `count(…)` with a whole number, one of them on either side of the operator. */
export interface CountComparison {
  readonly count: 'left' | 'right';
  readonly operator: string;
  readonly number: number;
}

/** Whether the comparison asks for some row or for none, where the first row decides; undefined where more rows do. */
export function oneRowDecides({
  count,
  operator,
  number,
}: CountComparison): 'some' | 'none' | undefined {
  const asLeft = count === 'left' ? operator : (mirrored[operator] ?? operator);
  return decided[`${asLeft} ${number}`];
}
