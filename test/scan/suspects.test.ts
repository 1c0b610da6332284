import { suspects } from '../../src/scan/suspects';
import type { Probe } from '../../src/generate/probes/types';
import type { TableFacts } from '../../src/postgres/catalog/schema-facts';
import type { ScanEvidence, ScannedCase } from '../../src/scan/types';
import { access, node, planOf, predicate } from '../helpers/timelines';

const letters = {
  schema: 'public',
  name: 'letters',
  kind: 'table',
  persistence: 'permanent',
  columns: [{ name: 'client_id' }],
  indexes: [],
  foreignKeys: [],
  checks: [],
  inherits: [],
  hasPartitions: false,
} as unknown as TableFacts;

const probe = {
  kind: 'filter-order',
  name: 'letters: newest',
  table: 'letters',
  index: 'letters_client',
  sql: 'select * from public.letters where client_id = $1 order by sent_at desc limit 20',
  cases: { common: [{ draw: 'common', from: 'letters.client_id' }] },
} as Probe;

const read = access({
  schema: 'public',
  relation: 'letters',
  method: 'bitmap',
  indexes: ['letters_client'],
  conditions: [predicate('(client_id = 1)', 'client_id')],
});

const sorted = node('Limit', {}, node('Sort', {}, node('Bitmap Heap Scan')));
const walked = node('Limit', {}, node('Index Scan'));

function suspected(
  common: number,
  {
    root = sorted,
    label = 'common',
    of = probe,
  }: { root?: typeof sorted; label?: string; of?: Probe } = {},
): readonly ScannedCase[] {
  const statement = { sql: probe.sql, parameters: [] };
  const each: ScannedCase = {
    probe: of,
    label,
    points: [{ scale: 1e9, plan: planOf({ cost: 50, rows: 20 }, [read], root), statement }],
  };
  const evidence: ScanEvidence = {
    facts: { tables: [letters] },
    model: { driving: 'letters', tables: [], inferences: [] },
    made: [],
    cases: [each],
    rowsAt: () => 1e9,
    commonRows: (table, column) => (table === 'letters' && column === 'client_id' ? common : 0),
    largest: 1e9,
  };
  return suspects(evidence, 8);
}

describe('a list that sorts all rows of its most frequent value', () => {
  test('is looked at closer where the model has many of them, whatever the planner expects', () => {
    expect(suspected(200_000).map(({ label }) => label)).toEqual(['common']);
  });

  test('and not where they are few, where an index gives the order, or for another value', () => {
    expect(suspected(2_000)).toEqual([]);
    expect(suspected(200_000, { root: walked })).toEqual([]);
    expect(suspected(200_000, { label: 'rare' })).toEqual([]);
  });

  test('and not where another condition leaves fewer', () => {
    const second = { draw: 'common', from: 'letters.state' } as const;
    const of = { ...probe, cases: { common: [...(probe.cases['common'] ?? []), second] } };
    expect(suspected(200_000, { of })).toEqual([]);
  });
});
