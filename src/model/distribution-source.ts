import type { Distribution, Growth, Skew } from './types';

/** The call of plancliff's library that makes a distribution, as TypeScript. */
export function distributionSource(of: Distribution): string {
  switch (of.kind) {
    case 'serial':
      return of.start === 1 ? 'serial()' : `serial(${of.start})`;
    case 'uniform':
      return `${of.integer ? 'uniformInt' : 'uniform'}(${of.min}, ${of.max})`;
    case 'uniform-distinct':
      return `uniformDistinct(${of.perRow})`;
    case 'normal':
      return `${of.integer ? 'normalInt' : 'normal'}(${of.mean}, ${of.deviation})`;
    case 'zipf':
      return `zipf(${typeof of.distinct === 'number' ? of.distinct : `{ perRow: ${of.distinct.perRow} }`}, ${of.exponent})`;
    case 'weighted': {
      const pairs = of.values.map(({ value, weight }) => `[${literal(value)}, ${round(weight)}]`);
      return `weighted([${pairs.join(', ')}])`;
    }
    case 'boolean':
      return `bool(${of.share})`;
    case 'reference': {
      const options = [
        ...(of.column === undefined ? [] : [`column: ${literal(of.column)}`]),
        ...(of.skew.kind === 'uniform' ? [] : [`skew: ${skewSource(of.skew)}`]),
        ...(of.ordered ? ['ordered: true'] : []),
      ];
      return `reference(${[literal(of.table), ...(options.length === 0 ? [] : [`{ ${options.join(', ')} }`])].join(', ')})`;
    }
    case 'time':
      return `time({ ${span(of)}${of.jitterSeconds === 0 ? '' : `, jitterSeconds: ${of.jitterSeconds}`} })`;
    case 'time-uniform':
      return `timeUniform({ ${span(of)} })`;
    case 'text':
      return `text({ minLength: ${of.minLength}, maxLength: ${of.maxLength}${of.distinct === undefined ? '' : `, distinct: ${of.distinct}`} })`;
    case 'email':
      return of.length === undefined ? 'email()' : `email({ length: ${of.length} })`;
    case 'uuid-v4':
      return 'uuidV4()';
    case 'uuid-v7':
      return `uuidV7({ ${span(of)} })`;
    case 'jsonb':
      return `jsonb({ ${Object.entries(of.keys)
        .map(([key, inner]) => `${keySource(key)}: ${distributionSource(inner)}`)
        .join(
          ', ',
        )} }${of.present === undefined ? '' : `, { present: ${JSON.stringify(of.present)} }`})`;
    case 'array':
      return arraySource(of);
    case 'words':
      return `words({ vocabulary: ${JSON.stringify(of.vocabulary)}, exponent: ${of.exponent}, minWords: ${of.minWords}, maxWords: ${of.maxWords} })`;
    case 'nullable':
      return `nullable(${of.share}, ${distributionSource(of.of)})`;
    case 'correlated':
      return `correlated(${literal(of.column)}, ${of.strength}, ${distributionSource(of.of)})`;
    case 'number-within':
      return `numberWithin(${literal(of.column)})`;
    case 'constant':
      return `constant(${literal(of.value)})`;
    case 'sql':
      return `sql(${literal(of.expression)})`;
    // No rule infers these; a distribution is plain data.
    case 'classes':
    case 'phases':
      return JSON.stringify(of);
  }
}

function arraySource({
  places,
  element,
  empty,
  type,
  minLength,
  maxLength,
}: Extract<Distribution, { readonly kind: 'array' }>): string {
  const elements = places?.map(distributionSource);
  const own = distributionSource(element);
  const list = elements === undefined ? own : `[${[...elements, own].join(', ')}]`;
  const none = empty === undefined ? '' : `, empty: ${empty}`;
  return `array(${list}, { type: ${literal(type)}, minLength: ${minLength}, maxLength: ${maxLength}${none} })`;
}

export function growthSource(of: Growth): string {
  switch (of.kind) {
    case 'fixed':
      return `fixed(${of.rows})`;
    case 'ratio':
      return `ratio(${of.ratio})`;
    case 'per-parent':
      return `perParent(${literal(of.parent)}, ${of.each})`;
    case 'power':
      return `power(${of.factor}, ${of.exponent})`;
    case 'saturating':
      return `saturating({ limit: ${of.limit}, halfAt: ${of.halfAt} })`;
    case 'up-to':
      return `upTo(${of.limit}, ${growthSource(of.of)})`;
  }
}

function skewSource(of: Skew): string {
  switch (of.kind) {
    case 'uniform':
      return 'skew.uniform()';
    case 'zipf':
      return `skew.zipf(${of.exponent})`;
    case 'hot':
      return of.parents === undefined
        ? `skew.hot(${of.share})`
        : `skew.hot({ parents: ${of.parents}, rows: ${of.share} })`;
    case 'named':
      return JSON.stringify(of);
  }
}

const span = ({ from, to }: { readonly from: string; readonly to: string }): string =>
  `from: ${literal(from)}${to === 'clock' ? '' : `, to: ${literal(to)}`}`;

const round = (weight: number): number => Number(weight.toPrecision(4));

/** A key of an object: `'__proto__': …` would be the object's prototype. */
export const keySource = (key: string): string =>
  key === '__proto__' ? `[${literal(key)}]` : literal(key);

/** A value as TypeScript. Line breaks of any kind are escaped. */
export function literal(value: unknown): string {
  if (typeof value !== 'string') return JSON.stringify(value);
  const escaped = JSON.stringify(value)
    .slice(1, -1)
    .replaceAll('\\"', '"')
    .replaceAll("'", String.raw`\'`)
    .replaceAll(/[\u2028\u2029]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16)}`);
  return `'${escaped}'`;
}
