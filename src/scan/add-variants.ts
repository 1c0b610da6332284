import type { ChosenProbes } from '../generate/choose-probes';
import type { Probe } from '../generate/probes/types';
import type { Catalog } from '../postgres/catalog/types';
import { valuesFor, variantsOf, type VariantText } from '../variants/variants-of';

/**
 * With the variants of the chosen probes, `most` of them at most: each rule once for each index and each foreign key, so
 * that an index is asked in every way before another query of it is.
 */
export async function addVariants(
  chosen: ChosenProbes,
  catalog: Catalog,
  most: number,
): Promise<ChosenProbes> {
  const seen = new Set<string>();
  const added: Probe[] = [];
  for (const probe of chosen.probes) {
    for (const variant of await variantsOf(probe.sql, catalog)) {
      const key = [probe.table, probe.index, probe.foreignKey, variant.rule.name].join('\n');
      if (seen.has(key) || added.length >= most) continue;
      seen.add(key);
      added.push(probeOf(probe, variant));
    }
  }
  return { ...chosen, probes: [...chosen.probes, ...added] };
}

function probeOf(probe: Probe, variant: VariantText): Probe {
  const { name, cases, ...rest } = probe;
  const [label, values] = tellingCase(cases);
  return {
    ...rest,
    kind: 'variant',
    name: `${name}: variant ${variant.rule.name}`,
    variant: { rule: variant.rule.name, of: name },
    sql: variant.sql,
    cases: { [label]: valuesFor(variant, values) },
  };
}

/** A value of few rows, where an index matters most; else the first case. */
function tellingCase(cases: Probe['cases']): readonly [string, readonly unknown[]] {
  const rare = cases['rare'];
  if (rare !== undefined) return ['rare', rare];
  return Object.entries(cases)[0] ?? ['default', []];
}
