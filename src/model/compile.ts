import { PlancliffError } from '../errors';
import type { Catalog } from '../postgres/catalog-types';
import type { DrawnValue, Scenario } from '../scenario/types';
import { caseValue } from './case-value/case-value';
import { columnExpression, lastTime } from './column';
import type { ModelParts, TableParts } from './column';
import { partitionsAt } from './partitions';
import { didYouMean, parentsFirst, rowCounts } from './rows';
import { readTables } from './read-tables';
import type { Model, TableModel } from './types';

/**
 * The data model of a scenario over the tables that its schema made: what the engines ask for rows.
 *
 * @throws PlancliffError `model` with file, table, column and the nearest right name, where they don't fit.
 */
export function compileModel(scenario: Scenario, catalog: Catalog): Model {
  try {
    return compile(scenario, catalog);
  } catch (error) {
    throw withFile(error, scenario);
  }
}

function compile(scenario: Scenario, catalog: Catalog): Model {
  const { definition, seed } = scenario;
  const counts = rowCounts(definition.tables, definition.driving);
  const parts: ModelParts = {
    seed,
    clock: Date.parse(scenario.clock),
    tables: readTables(definition, catalog),
    rows: (table, scale) => counts.get(table)?.(scale) ?? 1,
  };
  const order = parentsFirst([...parts.tables.keys()], (name) => parentsOf(parts, name));
  const tables = order.map((name) => tableModel(parts, tableOf(parts, name)));
  return {
    seed,
    driving: definition.driving,
    tables,
    table(name) {
      const wanted = tableOf(parts, name).name;
      return tables.find((table) => table.name === wanted) ?? unknownTable(parts, name);
    },
    rowSelect(name, scale, source) {
      const table = tableOf(parts, name);
      const list = table.columns.map(
        (column) => `${columnExpression(parts, table, column, scale)} as ${column.sqlName}`,
      );
      return `select ${list.join(', ')} from ${source}`;
    },
    drawExpression: (draw: DrawnValue, scale) => caseValue(parts, draw, scale),
  };
}

function tableModel(parts: ModelParts, table: TableParts): TableModel {
  return {
    sqlName: table.sqlName,
    name: table.name,
    ...partitionsOf(parts, table),
    columns: table.columns,
    rows: (scale) => parts.rows(table.name, scale),
  };
}

function partitionsOf(
  parts: ModelParts,
  table: TableParts,
): Pick<TableModel, 'partitions' | 'partitionsAt'> {
  const { partitions, relation, columns } = table;
  const time = columns.find(({ name }) => name === partitions?.column)?.distribution;
  if (partitions === undefined || time?.kind !== 'time') return {};
  const end = lastTime(time, parts.clock);
  return {
    partitions,
    partitionsAt: (scale) => partitionsAt(partitions, relation, parts.rows(table.name, scale), end),
  };
}

function parentsOf(parts: ModelParts, name: string): string[] {
  const { growthParent, columns } = tableOf(parts, name);
  const references = columns.flatMap(({ distribution }) => {
    const of = distribution.kind === 'nullable' ? distribution.of : distribution;
    return of.kind === 'reference' && of.table !== name ? [tableOf(parts, of.table).name] : [];
  });
  return growthParent === undefined ? references : [growthParent, ...references];
}

function tableOf(parts: ModelParts, name: string): TableParts {
  return parts.tables.get(name) ?? unknownTable(parts, name);
}

function unknownTable(parts: ModelParts, name: string): never {
  throw new PlancliffError('model', {
    message: `the data model has no table '${name}'`,
    hint: didYouMean(name, [...parts.tables.keys()]),
  });
}

function withFile(error: unknown, scenario: Scenario): unknown {
  if (!(error instanceof PlancliffError) || error.message.startsWith(scenario.file)) return error;
  const { code, message, reason, hint, cause } = error;
  return new PlancliffError(code, {
    message: `${scenario.file}: ${message}`,
    ...(reason === undefined ? {} : { reason }),
    ...(hint === undefined ? {} : { hint }),
    cause,
  });
}
