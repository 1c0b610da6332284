import type { SchemaFacts, TableFacts } from '../postgres/catalog/schema-facts';
import { qualifiedName } from '../postgres/quote';
import type { InferredModel } from './model/types';
import { findTable, modelledTables, tableName } from './names';
import { foreignKeyProbes, indexProbes } from './probes';
import type { Probe } from './probes/types';

/** Probes of one index or foreign key, the most telling first. */
export interface ProbeGroup {
  readonly table: string;
  readonly index?: string;
  readonly foreignKey?: string;
  readonly probes: readonly Probe[];
}

/** Every probe of a schema, by the index or foreign key that it is about. */
export function makeProbes(facts: SchemaFacts, model: InferredModel): readonly ProbeGroup[] {
  const drawable = (table: TableFacts): ReadonlySet<string> => {
    const columns = model.tables.find(({ name }) => name === tableName(table))?.columns ?? {};
    return new Set(Object.keys(columns));
  };
  return modelledTables(facts).flatMap((table): ProbeGroup[] => {
    const name = tableName(table);
    const subject = {
      facts,
      table,
      name,
      from: qualifiedName(table.schema, table.name),
      drawable: drawable(table),
    };
    const ofIndexes = table.indexes.map((index): ProbeGroup => ({
      table: name,
      index: index.name,
      probes: indexProbes.flatMap(({ kind, of }) =>
        of({ ...subject, index }).map(({ variant, ...probe }) => ({
          kind,
          name: named(`${name}: ${index.name}: ${kind} ${variant}`),
          table: name,
          index: index.name,
          ...probe,
        })),
      ),
    }));
    const ofKeys = table.foreignKeys.flatMap((foreignKey): ProbeGroup[] => {
      const parent = findTable(facts, foreignKey);
      if (parent === undefined) return [];
      const key = {
        ...subject,
        foreignKey,
        parent,
        parentName: tableName(parent),
        parentFrom: qualifiedName(parent.schema, parent.name),
        parentDrawable: drawable(parent),
      };
      return [
        {
          table: name,
          foreignKey: foreignKey.name,
          probes: foreignKeyProbes.flatMap(({ kind, of }) =>
            of(key).map(({ variant, ...probe }) => ({
              kind,
              name: named(`${name}: ${foreignKey.name}: ${kind} ${variant}`),
              table: name,
              foreignKey: foreignKey.name,
              parent: tableName(parent),
              ...probe,
            })),
          ),
        },
      ];
    });
    return [...ofIndexes, ...ofKeys];
  });
}

/** Names of scenarios have one line, no ' / ', and no space around them. */
export const named = (text: string): string =>
  text.replaceAll(/\s+/g, ' ').replaceAll(' / ', '/').trim();
