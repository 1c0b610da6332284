import { checkDistribution, checkOptions, checkShare, refuse } from '../arguments';
import type { Distribution } from '../types';

export interface JsonbOptions {
  /** Share of the documents that have a key, 0 to 1; every document has one that is not named here. */
  readonly present?: { readonly [key: string]: number };
}

/** An object with these keys, each with a distribution of its own, which may be an object again. */
export function jsonb(
  keys: { readonly [key: string]: Distribution },
  options: JsonbOptions = {},
): Distribution {
  checkOptions('jsonb', options, ['present']);
  const { present } = options;
  if (Object.keys(keys).length === 0) refuse('jsonb', 'keys', 'is empty; must name at least one');
  for (const [key, of] of Object.entries(keys)) checkDistribution('jsonb', `key '${key}'`, of);
  for (const [key, share] of Object.entries(present ?? {})) {
    if (!Object.hasOwn(keys, key)) refuse('jsonb', 'present', `names '${key}', which is no key`);
    checkShare('jsonb', `present.${key}`, share);
  }
  return { kind: 'jsonb', keys, ...(present === undefined ? {} : { present }) };
}
