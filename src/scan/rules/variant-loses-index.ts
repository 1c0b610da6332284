import { modelledTables, tableName } from '../../generate/names';
import { variants } from '../../generate/variants';
import type { TableFacts } from '../../postgres/catalog/schema-facts';
import type { ScannedCase } from '../types';
import { accessTo, growsBeyond, shownQuery } from './evidence';
import type { ScanRule } from './types';

/** Rows from which a full scan is felt. */
const large = 100_000;

/** Ways to write a condition for which the planner reads in full what it reads by an index for `column = value`. */
export const variantLosesIndex: ScanRule = (evidence) => {
  const { facts, cases } = evidence;
  return modelledTables(facts).flatMap((table) => {
    const name = tableName(table);
    if (!growsBeyond(evidence, name, large)) return [];
    return table.indexes.flatMap((index) => {
      const own = cases.filter(({ probe }) => probe.table === name && probe.index === index.name);
      // What no way of writing reads by the index says nothing of the ways.
      const original = own.find(
        ({ probe, label }) => probe.kind === 'equality' && label === 'rare',
      );
      if (original === undefined || !isBounded(original, table)) return [];
      const lost = own.filter((each) => each.probe.kind === 'variant' && !isBounded(each, table));
      const [first] = lost;
      const last = first?.points.at(-1);
      if (first === undefined || last === undefined) return [];
      const names = lost.map(({ probe }) => variantOf(probe.name));
      const rule = variants.find((each) => each.name === names[0]);
      return [
        {
          kind: 'variant-loses-index' as const,
          table: name,
          subject: index.name,
          title: `${name}: ${names.length === 1 ? 'one way' : `${names.length} ways`} to write ${index.keys[0]?.sql ?? 'it'} = value lose ${index.name}: ${names.join(', ')}`,
          why: rule?.reason ?? '',
          query: shownQuery(last.statement),
          change: rule?.instead ?? '',
          weight: 100,
        },
      ];
    });
  });
};

/** Whether an index bounds the read at the largest scale. */
function isBounded({ points }: ScannedCase, table: TableFacts): boolean {
  const last = points.at(-1);
  const access = last && accessTo(last, table);
  return access !== undefined && access.indexes.length > 0 && access.conditions.length > 0;
}

/** `orders: orders_status_idx: variant cast on the column` */
const variantOf = (name: string): string => name.slice(name.lastIndexOf(': variant ') + 10);
