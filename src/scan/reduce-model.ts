import { modelledTables, tableName } from '../generate/names';
import type { InferredModel, InferredTable } from '../generate/model/types';
import { alternativesOf } from '../model/parts-of';
import type { Distribution } from '../model/types';
import { isChildOf } from '../postgres/catalog/parents';
import type { SchemaFacts, TableFacts } from '../postgres/catalog/schema-facts';
import { columnReferences, neededByColumns } from '../schema/needed-by-columns';
import { reduceStatements, type LeftOut } from '../schema/reduce-statements';
import { tablesNamed } from './tables-named';

/** The tables of a model that some of them need: those that their columns refer to, and so on. */
export function neededTables(
  { tables }: InferredModel,
  wanted: readonly string[],
): ReadonlySet<string> {
  const needed = new Set<string>();
  const byName = byNameIn(tables);
  const need = (name: string): void => {
    if (needed.has(name)) return;
    const table = byName.get(name);
    if (table === undefined) return;
    needed.add(name);
    for (const parent of parentsOf(table)) need(parent);
  };
  wanted.forEach(need);
  return needed;
}

/** A value that is computed once for an object, which never changes. */
function oncePer<Of extends object, Value>(make: (of: Of) => Value): (of: Of) => Value {
  const made = new WeakMap<Of, Value>();
  return (of) => {
    const value = made.get(of) ?? make(of);
    made.set(of, value);
    return value;
  };
}

/** Asked for each of hundreds of tables. */
const byNameIn = oncePer(
  (tables: InferredModel['tables']) => new Map(tables.map((table) => [table.name, table])),
);
const parentsOf = oncePer(({ rows, columns }: InferredTable) => [
  ...(rows.kind === 'per-parent' ? [rows.parent] : []),
  ...Object.values(columns).flatMap(referredBy),
]);

function referredBy(of: Distribution): readonly string[] {
  return alternativesOf(of).flatMap((each) => (each.kind === 'reference' ? [each.table] : []));
}

/** A model of these tables alone. The largest of them drives it where the one that did is not among them. */
function reduceModel(model: InferredModel, needed: ReadonlySet<string>): InferredModel {
  // The driving table stays: row counts are said in its rows.
  const kept = new Set([...needed, ...neededTables(model, [model.driving])]);
  return { ...model, tables: model.tables.filter(({ name }) => kept.has(name)) };
}

/**
 * A model of these tables, those that they refer to, and those without which the statements of the schema could not make
 * their columns.
 */
export async function modelOfPart(
  model: InferredModel,
  wanted: readonly string[],
  statements: readonly string[],
  facts: SchemaFacts,
): Promise<InferredModel> {
  const references = await columnReferences(statements);
  let needed = neededTables(model, wanted);
  for (;;) {
    const part = reduceModel(model, needed);
    const missing = neededByColumns(references, leftOutOf(facts, part));
    const more = missing
      .flatMap((named) => tablesNamed(facts, named))
      .map((table) => rootOf(table, facts));
    const next = neededTables(model, [...needed, ...more]);
    if (next.size === needed.size) return part;
    needed = next;
  }
}

/** The statements of a schema that make the tables of a model. */
export function reduceSchema(
  statements: readonly string[],
  facts: SchemaFacts,
  model: InferredModel,
): Promise<readonly string[]> {
  return reduceStatements(statements, leftOutOf(facts, model));
}

/** Whether a table is in none of a model's, nor a partition or child of one. */
function leftOutOf(facts: SchemaFacts, model: InferredModel): LeftOut {
  const names = new Set(model.tables.map(({ name }) => name));
  const roots = modelledTables(facts).filter((table) => !names.has(tableName(table)));
  const leftOut = new Set(roots);
  for (let size = -1; size !== leftOut.size;) {
    size = leftOut.size;
    for (const table of facts.tables)
      if ([...leftOut].some((parent) => isChildOf(table, parent))) leftOut.add(table);
  }
  return (named) => {
    const tables = tablesNamed(facts, named);
    return tables.length === 0 ? undefined : tables.every((table) => leftOut.has(table));
  };
}

/** The table of the model that a table is a partition or a child of; its own name where it is none. */
function rootOf(table: TableFacts, facts: SchemaFacts): string {
  const parent = facts.tables.find((each) => isChildOf(table, each));
  return parent === undefined ? tableName(table) : rootOf(parent, facts);
}
