import type {
  Catalog,
  CatalogColumn,
  CatalogIndex,
  CatalogTable,
} from '../../src/postgres/catalog/types';
import { readDefinition } from '../../src/scenario/validate/read-definition';
import type { Scenario, ScenarioDefinition } from '../../src/scenario/types';

/** A column of a hand-made catalog: `int4` that may be null where nothing else is said. */
export function column(name: string, of: Partial<CatalogColumn> = {}): CatalogColumn {
  const plain = { type: 'integer', typeName: 'int4', notNull: false, hasDefault: false };
  return { name, ...plain, identity: '', generated: false, ...of };
}

/** A table of a hand-made catalog, in the schema `public`. */
export function table(
  name: string,
  columns: readonly CatalogColumn[],
  of: Partial<CatalogTable> = {},
): CatalogTable {
  const plain = { schema: 'public', kind: 'table', persistence: 'permanent' } as const;
  return { name, ...plain, inherits: [], columns, indexes: [], foreignKeys: [], ...of };
}

/** A unique b-tree index. */
export function unique(
  name: string,
  columns: readonly string[],
  of: Partial<CatalogIndex> = {},
): CatalogIndex {
  const plain = { schema: 'public', method: 'btree', unique: true, primary: false };
  return { name, ...plain, columns, definition: '', ...of };
}

export function catalog(...tables: readonly CatalogTable[]): Catalog {
  return { tables };
}

/** A scenario over these tables, driven by the first. */
export function scenarioOf(
  tables: ScenarioDefinition['tables'],
  rest: Partial<ScenarioDefinition> = {},
): Scenario {
  const [driving] = Object.keys(tables);
  const queries = { all: { sql: 'select 1' } };
  return readDefinition(
    { schema: 'create table …', driving, tables, queries, ...rest },
    { path: '/p/a.ts', file: 'a.ts', source: '' },
  );
}
