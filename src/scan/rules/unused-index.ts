import { modelledTables, tableName } from '../../generate/names';
import { quoteIdent } from '../../postgres/quote';
import { rowsText } from '../../text/figures';
import { growsBeyond, shownQuery, uses } from './evidence';
import { redundantIndex } from './redundant-index';
import { indexFamily } from './index-family';
import type { ScanRule } from './types';

/** Rows from which a planner that does not take an index will not take it later. */
const large = 10_000;

/** No probe of the index uses it at any size: those with rare values did neither. Unique ones enforce something. */
export const unusedIndex: ScanRule = (evidence) => {
  const { facts, cases } = evidence;
  const redundant = new Set(
    redundantIndex(evidence).map(({ table, subject }) => `${table} ${subject}`),
  );
  return modelledTables(facts).flatMap((table) => {
    const name = tableName(table);
    if (!growsBeyond(evidence, name, large)) return [];
    return table.indexes.flatMap((index) => {
      if (index.unique || index.constraint !== undefined || redundant.has(`${name} ${index.name}`))
        return [];
      const family = indexFamily(facts, table, index);
      const probes = cases.filter(
        ({ probe }) =>
          probe.table === name &&
          probe.index === index.name &&
          probe.kind !== 'partial-index' &&
          probe.kind !== 'expression',
      );
      const rare = probes.filter(({ label }) => label !== 'absent');
      if (rare.length === 0) return [];
      if (cases.some(({ points }) => points.some((point) => uses(point, family)))) return [];
      const last = rare.at(0)?.points.at(-1);
      return [
        {
          kind: 'unused-index' as const,
          table: name,
          subject: index.name,
          title: `no generated query uses ${index.name} of ${name} at any size`,
          why: `${probes.length} queries were made for it, up to ${rowsText(evidence.rowsAt(name, evidence.largest))}, with frequent and with rare values; the planner never chose it.`,
          ...(last === undefined ? {} : { query: shownQuery(last.statement) }),
          change: `drop index ${index.schema === 'public' ? '' : `${quoteIdent(index.schema)}.`}${quoteIdent(index.name)}; -- or say which query needs it`,
          weight: 200,
        },
      ];
    });
  });
};
