import { modelledTables, tableName } from '../generate/names';
import type { InferredModel } from '../generate/model/types';
import { alternativesOf } from '../model/parts-of';
import type { Distribution } from '../model/types';
import { isChildOf } from '../postgres/catalog/parents';
import type { SchemaFacts } from '../postgres/catalog/schema-facts';
import { reduceStatements } from '../schema/reduce-statements';

/** The tables of a model that some of them need: those that their columns refer to, and so on. */
export function neededTables(
  { tables }: InferredModel,
  wanted: readonly string[],
): ReadonlySet<string> {
  const needed = new Set<string>();
  const need = (name: string): void => {
    if (needed.has(name)) return;
    const table = tables.find((each) => each.name === name);
    if (table === undefined) return;
    needed.add(name);
    if (table.rows.kind === 'per-parent') need(table.rows.parent);
    for (const of of Object.values(table.columns)) referredBy(of).forEach(need);
  };
  wanted.forEach(need);
  return needed;
}

function referredBy(of: Distribution): readonly string[] {
  return alternativesOf(of).flatMap((each) => (each.kind === 'reference' ? [each.table] : []));
}

/** A model of these tables alone. The largest of them drives it where the one that did is not among them. */
export function reduceModel(model: InferredModel, needed: ReadonlySet<string>): InferredModel {
  // The driving table stays: row counts are said in its rows.
  const kept = new Set([...needed, ...neededTables(model, [model.driving])]);
  return { ...model, tables: model.tables.filter(({ name }) => kept.has(name)) };
}

/** The statements of a schema that make the tables of a model. */
export function reduceSchema(
  statements: readonly string[],
  facts: SchemaFacts,
  model: InferredModel,
): Promise<readonly string[]> {
  const names = new Set(model.tables.map(({ name }) => name));
  const roots = modelledTables(facts).filter((table) => !names.has(tableName(table)));
  const leftOut = new Set(roots);
  for (let size = -1; size !== leftOut.size;) {
    size = leftOut.size;
    for (const table of facts.tables)
      if ([...leftOut].some((parent) => isChildOf(table, parent))) leftOut.add(table);
  }
  const known = new Set([...leftOut].flatMap(({ schema, name }) => [`${schema}.${name}`]));
  const bare = new Set([...leftOut].map(({ name }) => name));
  const staying = new Set(
    facts.tables.filter((table) => !leftOut.has(table)).map(({ name }) => name),
  );
  return reduceStatements(statements, ({ schema, name }) =>
    schema === undefined ? bare.has(name) && !staying.has(name) : known.has(`${schema}.${name}`),
  );
}
