import type { Probe } from '../../../src/generate/probes/types';
import type { TableFacts } from '../../../src/postgres/catalog/schema-facts';
import { foreignKeyWithoutIndex } from '../../../src/scan/rules/foreign-key-without-index';
import { allFindings } from '../../../src/scan/screen/all-findings';
import type { ScannedCase } from '../../../src/scan/types';
import { access, planOf } from '../../helpers/timelines';

const table = (name: string, parent?: string): TableFacts => ({
  schema: 'public',
  name,
  kind: 'table',
  persistence: 'permanent',
  inherits: [],
  columns: [
    {
      name: 'a_id',
      type: 'bigint',
      typeName: 'int8',
      notNull: true,
      hasDefault: false,
      identity: '',
      generated: false,
      category: 'N',
    },
  ],
  indexes: [],
  foreignKeys:
    parent === undefined
      ? []
      : [
          {
            name: `${name}_fkey`,
            columns: ['a_id'],
            schema: 'public',
            table: parent,
            referencedColumns: ['id'],
            onDelete: 'cascade',
            onUpdate: 'no action',
          },
        ],
  checks: [],
  hasPartitions: false,
});
const probe = (of: string): Probe => ({
  name: `${of} action`,
  kind: 'foreign-key-action',
  table: of,
  foreignKey: `${of}_fkey`,
  parent: 'a',
  sql: `delete from only public.${of} where $1 = a_id`,
  cases: {},
});
const caseOf = (of: string): ScannedCase => {
  const seq = access({ relation: of, method: 'seq', indexes: [], conditions: [] });
  const statement = { sql: probe(of).sql, parameters: [7] };
  return {
    probe: probe(of),
    label: 'common',
    points: [{ scale: 1e6, plan: planOf({ cost: 1, rows: 1 }, [seq]), statement }],
  };
};

const found = (...cases: readonly ScannedCase[]) =>
  foreignKeyWithoutIndex({
    facts: { tables: [table('a'), table('b', 'a'), table('c', 'a')] },
    model: { driving: 'a', tables: [], inferences: [] },
    made: [probe('b'), probe('c')],
    cases,
    rowsAt: () => 1e6,
    largest: 1e6,
  });

test('a finding shows the query with the values that it was planned with, and none where it was not planned', () => {
  expect(found(caseOf('c')).map(({ subject, query }) => [subject, query])).toEqual([
    ['b_fkey', undefined],
    ['c_fkey', 'delete from only c where 7 = a_id'],
  ]);
});

test('foreign keys to one parent together show the query of one that was planned', () => {
  const text = allFindings(found(caseOf('c'))).join('\n');
  expect(text).toContain('     delete from only c where 7 = a_id');
  expect(text).not.toContain('$1');
});
