import { time } from '../../model/distributions';
import { fixed, growingPartitions } from '../../model/growth';
import type { Distribution, PartitionGrowth } from '../../model/types';
import { isTime, longAgo } from './times';
import type { SchemaFacts, TableFacts } from '../../postgres/catalog/schema-facts';
import { modelledTables, tableName } from '../names';
import { columnRules } from './columns';
import { refuseUnknownTables } from './given-tables';
import { type GivenRows, rowCounts } from './row-counts';
import { tableRules } from './tables';
import type { InferredModel, InferredTable, Inference, TableContext, TableRole } from './types';
import { makeUnique } from './unique-columns';

/**
 * Infers a data model from a schema: what each table is, how many rows it has, how its values look, and why.
 *
 * @throws PlancliffError `usage` where rows are given for a table that the schema does not have
 */
export function inferModel(facts: SchemaFacts, given: GivenRows = {}): InferredModel {
  const tables = modelledTables(facts);
  refuseUnknownTables(given, tables.map(tableName));
  const inferences: Inference[] = [];
  const roles = new Map<string, TableRole>();
  for (const table of tables) {
    for (const rule of tableRules) {
      const because = rule.because(table, facts);
      if (because === undefined) continue;
      roles.set(tableName(table), rule.role);
      inferences.push({ table: tableName(table), rule: rule.name, because });
      break;
    }
  }
  const roleOf = (table: Pick<TableFacts, 'schema' | 'name'>): TableRole =>
    roles.get(tableName(table)) ?? 'entity';
  const { driving, growth } = rowCounts(facts, roleOf, given);
  const inferred = tables.flatMap((table): InferredTable[] => {
    const name = tableName(table);
    const rows = growth.get(name);
    if (rows === undefined) return [];
    inferences.push({ table: name, rule: 'row-count', because: rows.because });
    const context: TableContext = { facts, table, roleOf };
    const { columns, most } = inferColumns(context, inferences);
    const partitions = growingPartitionsOf(table, columns);
    if (partitions !== undefined) {
      inferences.push({
        table: name,
        rule: 'partitions',
        because:
          'it is partitioned by a time, and the schema has no partition: one a month is assumed',
      });
    }
    return [
      {
        name,
        role: roleOf(table),
        rows: most === undefined ? rows.rows : fixed(most),
        columns: Object.fromEntries(columns),
        ...(partitions === undefined ? {} : { partitions }),
      },
    ];
  });
  return { driving, tables: inferred, inferences };
}

/** Rows of a month in a table whose partitions are made as it grows. */
const rowsPerPartition = 50_000_000;

function growingPartitionsOf(
  table: TableFacts,
  columns: Map<string, Distribution>,
): PartitionGrowth | undefined {
  const name = /^RANGE \("?(.+?)"?\)$/.exec(table.partitionKey ?? '')?.[1];
  const column = table.columns.find((each) => each.name === name);
  if (column === undefined || !isTime(column) || table.hasPartitions) return undefined;
  columns.set(column.name, time({ from: longAgo }));
  return growingPartitions({ by: 'month', column: column.name, rowsPerPartition });
}

function inferColumns(
  context: TableContext,
  inferences: Inference[],
): { readonly columns: Map<string, Distribution>; readonly most?: number } {
  const { table } = context;
  const name = tableName(table);
  const columns = new Map<string, Distribution>();
  for (const column of table.columns) {
    if (column.generated) continue;
    for (const rule of columnRules) {
      const found = rule.infer(column, context);
      if (found === undefined) continue;
      columns.set(column.name, found.value);
      inferences.push({
        table: name,
        column: column.name,
        rule: rule.name,
        because: found.because,
      });
      break;
    }
  }
  let most: number | undefined;
  for (const { column, because, most: limit } of makeUnique(table, columns)) {
    inferences.push({ table: name, column, rule: 'unique', because });
    if (limit !== undefined) most = Math.min(most ?? limit, limit);
  }
  return { columns, ...(most === undefined ? {} : { most }) };
}
