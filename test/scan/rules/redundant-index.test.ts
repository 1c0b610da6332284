import type { IndexFacts, TableFacts } from '../../../src/postgres/catalog/schema-facts';
import { redundantIndex } from '../../../src/scan/rules/redundant-index';
import type { ScanEvidence } from '../../../src/scan/types';

const index = (name: string, of: Partial<IndexFacts> = {}): IndexFacts => ({
  schema: 'public',
  name,
  method: 'btree',
  unique: false,
  primary: false,
  columns: ['code'],
  definition: '',
  keys: [
    {
      column: 'code',
      sql: 'code',
      type: 'text',
      descending: false,
      nullsFirst: false,
      operatorClass: 'text_ops',
      defaultClass: true,
      orders: true,
      operators: [],
    },
  ],
  include: [],
  nullsNotDistinct: false,
  ...of,
});

const column = {
  name: 'code',
  type: 'text',
  typeName: 'text',
  notNull: true,
  hasDefault: false,
  identity: '',
  generated: false,
  category: 'S',
} as const;

const changesOf = (of: Pick<TableFacts, 'schema' | 'name' | 'indexes'>): readonly string[] => {
  const table: TableFacts = {
    kind: 'table',
    persistence: 'permanent',
    inherits: [],
    columns: [column],
    foreignKeys: [],
    checks: [],
    hasPartitions: false,
    ...of,
  };
  const evidence: ScanEvidence = {
    facts: { tables: [table] },
    model: { driving: table.name, tables: [], inferences: [] },
    made: [],
    cases: [],
    rowsAt: () => 1,
    largest: 1,
  };
  return redundantIndex(evidence).map(({ change }) => change);
};

test.each(['public', 'app'])('the change names an index of the schema %s', (schema) => {
  const prefix = schema === 'public' ? '' : `${schema}.`;
  const indexes = [index('a', { schema }), index('b', { schema })];
  expect(changesOf({ schema, name: 'Codes', indexes })).toEqual([`drop index ${prefix}b;`]);
});

test.each(['public', 'app'])('the change names a table of the schema %s', (schema) => {
  const prefix = schema === 'public' ? '' : `${schema}.`;
  const indexes = ['a', 'b'].map((name) => index(name, { schema, unique: true, constraint: name }));
  expect(changesOf({ schema, name: 'Codes', indexes })).toEqual([
    `alter table ${prefix}"Codes" drop constraint b;`,
  ]);
});
