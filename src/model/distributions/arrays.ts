import {
  checkDistribution,
  checkNumber,
  checkOptions,
  checkOrder,
  checkShare,
  checkText,
  refuse,
} from '../arguments';
import type { Distribution } from '../types';

const isList = (value: unknown): value is readonly Distribution[] => Array.isArray(value);

export interface ArrayOptions {
  /** Element type in SQL, e.g. `text`. */
  readonly type: string;
  /** Fewest and most elements; at most 100. */
  readonly minLength: number;
  readonly maxLength: number;
  /** Share of the rows without elements, 0 to 1; the others have between `minLength` and `maxLength`. */
  readonly empty?: number;
}

/**
 * Between `min` and `max` elements, each drawn on its own: all of one distribution, or of a list of them by their places, of
 * which the last holds for all further ones.
 */
export function array(
  elements: Distribution | readonly Distribution[],
  options: ArrayOptions,
): Distribution {
  checkOptions('array', options, ['type', 'minLength', 'maxLength', 'empty']);
  const list = isList(elements) ? elements : [elements];
  const element = list.at(-1);
  if (element === undefined)
    return refuse('array', 'elements', 'is empty; must have a distribution');
  for (const [place, of] of list.entries())
    checkDistribution('array', list.length === 1 ? 'element' : `elements[${place}]`, of);
  const minLength = checkNumber('array', 'minLength', options.minLength, {
    min: 0,
    integer: true,
  });
  const maxLength = checkNumber('array', 'maxLength', options.maxLength, {
    min: 1,
    max: 100,
    integer: true,
  });
  checkOrder('array', ['minLength', minLength], ['maxLength', maxLength]);
  const type = checkText('array', 'type', options.type);
  const { empty } = options;
  const places = list.slice(0, -1);
  return {
    kind: 'array',
    ...(places.length === 0 ? {} : { places }),
    element,
    ...(empty === undefined ? {} : { empty: checkShare('array', 'empty', empty) }),
    minLength,
    maxLength,
    type,
  };
}
