import type { Catalog } from '../postgres/catalog/types';
import { renumbered } from '../sql/renumber-parameters';
import { readOriginal } from './original';
import { variants } from './rules';
import type { Variant } from './types';

/** A variant of a query as a statement. */
export interface VariantText {
  readonly rule: Variant;
  readonly sql: string;
  /** Numbers that its parameters $1, $2, … have in the original. */
  readonly parameters: readonly number[];
}

/** What hurried authors write in place of a query, in the order of the rules; empty where no rule is about it. */
export async function variantsOf(sql: string, catalog: Catalog): Promise<readonly VariantText[]> {
  const original = await readOriginal(sql, catalog);
  if (original === undefined) return [];
  const found = variants.flatMap((rule) => rule.rewrite(original).map((text) => ({ rule, text })));
  return Promise.all(found.map(async ({ rule, text }) => ({ rule, ...(await renumbered(text)) })));
}

/** The values of a variant, from those of the original. */
export const valuesFor = (
  { parameters }: VariantText,
  values: readonly unknown[],
): readonly unknown[] => parameters.map((number) => values[number - 1]);
