import { PlancliffError } from '../errors';
import type { Catalog } from '../postgres/catalog/types';
import { ownWord } from '../postgres/own-name';
import { parseTime } from './arguments';
import { caseValue, columnNamed, rowKey, rowOfCase } from './case-value/case-value';
import { classDraws } from './class-draws';
import { checkDraws } from './check-draws';
import { columnExpression, columnOf, lastTime } from './column';
import type { ModelParts, TableParts } from './column';
import type { ModelDefinition } from './definition';
import { partitionsAt } from './partitions';
import { alternativesOf } from './parts-of';
import { didYouMean } from '../text/nearest';
import { parentsFirst, rowCounts } from './rows';
import { readTables } from './read-tables';
import { bigint } from './sql-number';
import type { Model, TableModel } from './types';

/** A scale at which every label of a draw has its value: what is missing there is missing at all. */
const anyScale = 10_000;

/**
 * The data model of a definition over the tables that its schema made: what the engines ask for rows.
 *
 * @throws PlancliffError `model` with file, table, column and the nearest right name, where they don't fit.
 */
export function compileModel(model: ModelDefinition, catalog: Catalog): Model {
  return inFile(model, () => {
    const parts = readParts(model, catalog);
    checkDraws(model.queries, (value) => caseValue(parts, value, anyScale));
    return modelOf(parts, model);
  });
}

function readParts({ definition, seed, clock }: ModelDefinition, catalog: Catalog): ModelParts {
  const counts = rowCounts(definition.tables, definition.driving);
  return {
    seed,
    clock: parseTime(clock),
    tables: readTables(definition, catalog),
    rows: (table, scale) => counts.get(table)?.(scale) ?? 1,
  };
}

function modelOf(parts: ModelParts, model: ModelDefinition): Model {
  const order = parentsFirst([...parts.tables.keys()], (name) => parentsOf(parts, name));
  const tables = order.map((name) => tableModel(parts, tableOf(parts, name)));
  const byName = new Map(tables.map((table) => [table.name, table]));
  return {
    seed: parts.seed,
    clock: parts.clock,
    driving: model.definition.driving,
    tables,
    table: (name) => inFile(model, () => byName.get(name) ?? unknownTable(parts, name)),
    rowSelect(name, scale, source, { windows, beside = [] } = {}) {
      return inFile(model, () => {
        const table = tableOf(parts, name);
        const rows = ownWord('rows', rawSqlOf(table));
        const row = {
          i: `${rows}.i`,
          d: `${rows}.d`,
          ...(windows === undefined ? {} : { windows }),
        };
        const list = [
          ...beside.map(({ sqlName, of }) => `${rows}.${of} as ${sqlName}`),
          ...table.columns.map(
            (column) =>
              `${columnExpression(parts, table, column, scale, row)} as ${column.sqlName}`,
          ),
        ];
        return `select ${list.join(', ')} from (${source}) as ${rows}`;
      });
    },
    columnSelect(name, column, scale, source) {
      return inFile(model, () => {
        const table = tableOf(parts, name);
        const rows = ownWord('rows', rawSqlOf(table));
        const row = { i: `${rows}.i`, d: `${rows}.d` };
        const value = columnExpression(parts, table, columnOf(table, column), scale, row);
        return `select ${value} as value from (${source}) as ${rows}`;
      });
    },
    classDraws: (name) => inFile(model, () => classDraws(parts, tableOf(parts, name))),
    valueAt(name, column, row, scale) {
      return inFile(model, () => {
        const table = tableOf(parts, name);
        const number = bigint(row);
        const at = { i: number, d: number };
        return columnExpression(parts, table, columnOf(table, column), scale, at);
      });
    },
    readsRowNumber(name, column, scale) {
      return inFile(model, () => {
        const table = tableOf(parts, name);
        const of = table.columns.find((each) => each.name === column);
        if (of === undefined) return false;
        const expression = (i: string) => columnExpression(parts, table, of, scale, { i, d: 'd' });
        return expression('i') !== expression('j');
      });
    },
    drawExpression: (draw, scale) => inFile(model, () => caseValue(parts, draw, scale)),
    rowKey: (draw) => inFile(model, () => rowKey(parts, draw)),
    rowExpression: (draws, scale) => inFile(model, () => rowOfCase(parts, draws, scale)),
    typeOf: (from) => columnNamed(parts, from)?.column.type,
  };
}

/** SQL of the author's own in a table's columns: a subquery in it may name any table. */
function rawSqlOf({ columns }: TableParts): readonly string[] {
  return columns.map(({ distribution }) => JSON.stringify(distribution));
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
  const of = columns.find(({ name }) => name === partitions?.column)?.distribution;
  if (partitions === undefined || (of?.kind !== 'time' && of?.kind !== 'serial')) return {};
  const end = of.kind === 'serial' ? of.start : lastTime(of, parts.clock);
  return {
    partitions,
    partitionsAt: (scale) => partitionsAt(partitions, relation, parts.rows(table.name, scale), end),
  };
}

function parentsOf(parts: ModelParts, name: string): string[] {
  const { growthParent, columns } = tableOf(parts, name);
  const references = columns.flatMap(({ distribution }) => {
    return alternativesOf(distribution).flatMap((of) =>
      of.kind === 'reference' && of.table !== name ? [tableOf(parts, of.table).name] : [],
    );
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

/** Puts the scenario's file before an error that does not name it. */
function inFile<T>(model: ModelDefinition, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof PlancliffError) || error.message.startsWith(model.file)) throw error;
    const { code, message, reason, hint, cause } = error;
    throw new PlancliffError(code, {
      message: `${model.file}: ${message}`,
      ...(reason === undefined ? {} : { reason }),
      ...(hint === undefined ? {} : { hint }),
      cause,
    });
  }
}
