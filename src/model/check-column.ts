import { ownValue } from '../text/own-value';
import { PlancliffError } from '../errors';
import type { CatalogTable } from '../postgres/catalog/types';
import type { ColumnParts, TableParts } from './column';
import type { TableDefinition } from './definition';
import { withoutNulls } from './parts-of';
import { didYouMean } from '../text/nearest';
import type { Distribution, PartitionGrowth } from './types';

/** What can be said of a table's columns by their names alone. Throws a PlancliffError `model`. */
export function checkGiven(name: string, definition: TableDefinition, table: CatalogTable): void {
  const names = table.columns.map((column) => column.name);
  const place = `tables.${name}.columns`;
  for (const given of Object.keys(definition.columns)) {
    const column = table.columns.find((candidate) => candidate.name === given);
    if (column === undefined) {
      throw failure(
        `${place}.${given}: the table has no column '${given}'`,
        didYouMean(given, names),
      );
    }
    if (column.generated) {
      throw failure(
        `${place}.${given}: PostgreSQL generates this column itself`,
        'Leave it out of the data model.',
      );
    }
  }
  for (const column of table.columns) {
    const filled = column.hasDefault || column.generated || column.identity !== '';
    if (!column.notNull || filled || Object.hasOwn(definition.columns, column.name)) continue;
    throw failure(
      `${place}.${column.name} is missing: it is NOT NULL (${column.type}) and has no default`,
      'Give it a distribution, e.g. uniformInt(1, 100), text({ minLength: 5, maxLength: 20 }) or reference(…).',
    );
  }
  if (definition.partitions !== undefined)
    checkPartitions(name, definition, definition.partitions, table);
}

/** Partitions can grow where the table has a range of one time and names none itself. */
function checkPartitions(
  name: string,
  definition: TableDefinition,
  { column, by }: PartitionGrowth,
  table: CatalogTable,
): void {
  const place = `tables.${name}.partitions`;
  const names = table.columns.map((candidate) => candidate.name);
  if (!names.includes(column)) {
    throw failure(`${place}: the table has no column '${column}'`, didYouMean(column, names));
  }
  const written = [column, `"${column.replaceAll('"', '""')}"`].map((key) => `RANGE (${key})`);
  if (!written.includes(table.partitionKey ?? '')) {
    throw failure(
      `${place}: the table is not partitioned by range (${column})${table.partitionKey === undefined ? '' : `, but by ${table.partitionKey}`}`,
      `Add \`partition by range (${column})\` to its DDL, or leave \`partitions\` out.`,
    );
  }
  const given = ownValue(definition.columns, column);
  if (typeof by === 'number') {
    if (given === undefined || given.kind === 'serial') return;
    throw failure(
      `tables.${name}.columns.${column}: rows that fill growing partitions by number need serial()`,
      'Its numbers rise with the rows, and each partition has the next ones.',
    );
  }
  if (given?.kind !== 'time') {
    throw failure(
      `tables.${name}.columns.${column}: rows that fill growing partitions need time({ from, to })`,
      'Its `from` moves back as partitions are added.',
    );
  }
}

/** What needs the other columns and tables. Throws a PlancliffError `model`. */
export function checkColumn(
  table: TableParts,
  column: ColumnParts,
  tables: ReadonlyMap<string, TableParts>,
): void {
  const place = `tables.${table.name}.columns.${column.name}`;
  const check = (distribution: Distribution): void => {
    switch (distribution.kind) {
      case 'nullable':
        if (!column.nullable && distribution.share > 0) {
          throw failure(`${place}: nullable() on a NOT NULL column`, 'Leave nullable() out.');
        }
        return check(distribution.of);
      case 'correlated':
        checkCorrelated(place, table, column, distribution.column);
        return check(distribution.of);
      case 'weighted':
        return checkLabels(
          place,
          column,
          distribution.values.map(({ value }) => value),
        );
      case 'constant':
        return checkLabels(place, column, [distribution.value]);
      case 'classes':
        return distribution.classes.forEach((each) => check(each.of));
      case 'phases':
        return distribution.phases.forEach((each) => check(each.of));
      case 'reference':
        return checkReference(place, distribution, tables);
      default:
        return;
    }
  };
  check(column.distribution);
}

function checkLabels(
  place: string,
  { enumLabels, type, nullable }: ColumnParts,
  values: readonly (string | number | boolean | null)[],
): void {
  if (!nullable && values.includes(null)) {
    throw failure(`${place}: null in a NOT NULL column`, 'Leave null out.');
  }
  if (enumLabels === undefined) return;
  for (const value of values) {
    if (value === null || enumLabels.includes(String(value))) continue;
    throw failure(
      `${place}: '${String(value)}' is no label of the enum ${type}`,
      didYouMean(String(value), enumLabels),
    );
  }
}

function checkReference(
  place: string,
  reference: Extract<Distribution, { readonly kind: 'reference' }>,
  tables: ReadonlyMap<string, TableParts>,
): void {
  const parent = tables.get(reference.table);
  if (parent === undefined) return;
  const names = parent.columns.map(({ name }) => name);
  if (reference.column === undefined) {
    throw failure(
      `${place}: reference to ${reference.table}, whose key is not one column`,
      `Name the column, e.g. reference('${reference.table}', '${names[0] ?? 'id'}').`,
    );
  }
  if (names.includes(reference.column)) return;
  throw failure(
    `${place}: ${reference.table} has no column '${reference.column}' with a distribution`,
    didYouMean(reference.column, names),
  );
}

function checkCorrelated(
  place: string,
  table: TableParts,
  column: ColumnParts,
  other: string,
): void {
  const path = [column.name];
  for (let name: string | undefined = other; name !== undefined;) {
    if (path.includes(name)) {
      throw failure(
        `${place}: correlated in a circle: ${[...path, name].join(' -> ')}`,
        'Let one of them draw on its own.',
      );
    }
    path.push(name);
    const next = table.columns.find((candidate) => candidate.name === name);
    if (next === undefined) {
      throw failure(
        `${place}: correlated with '${name}', which is no column with a distribution`,
        didYouMean(
          name,
          table.columns.map((candidate) => candidate.name),
        ),
      );
    }
    const of = withoutNulls(next.distribution);
    name = of.kind === 'correlated' ? of.column : undefined;
  }
}

function failure(message: string, hint: string): PlancliffError {
  return new PlancliffError('model', { message, hint });
}
