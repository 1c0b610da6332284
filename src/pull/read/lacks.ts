import { ofNoExtension, ofUsers, relationsInSchemas } from '../../postgres/catalog/fragments';
import { relationKey } from '../../postgres/relation-key';
import type { Connection } from '../../postgres/types';

interface Known {
  readonly locked: readonly { readonly name: string }[];
  readonly columns: ReadonlyMap<string, unknown>;
  /** Whether the statistics came from a file. */
  readonly restored: boolean;
}

interface TableRow {
  readonly schema: string;
  readonly name: string;
  readonly selectable: boolean;
  readonly analyzed: boolean;
  readonly foreign: boolean;
}

/** What the role could not read, one line each, with the right that gives it and what its lack costs. */
export async function readLacks(
  connection: Connection,
  { locked, columns, restored }: Known,
): Promise<{ readonly lacks: readonly string[]; readonly mayReadExtended: boolean }> {
  const { rows: tables } = await connection.query<TableRow>(
    `select n.nspname::text as schema, c.relname::text as name, c.relkind = 'f' as foreign,
       pg_catalog.has_table_privilege(c.oid, 'select') or pg_catalog.has_any_column_privilege(c.oid, 'select') as selectable,
       c.reltuples > 0 and c.relpages > 0 as analyzed
     from ${relationsInSchemas}
     where c.relkind in ('r', 'm', 'f') and c.relpersistence <> 't' and ${ofUsers('n')} and ${ofNoExtension('c')}
     order by n.nspname collate "C", c.relname collate "C"`,
    [],
  );
  const { rows: rights } = await connection.query<{ extended: boolean; existing: boolean }>(
    `select pg_catalog.has_table_privilege('pg_statistic_ext_data', 'select') as extended,
       exists (select from pg_catalog.pg_statistic_ext) as existing`,
    [],
  );
  const mayReadExtended = rights[0]?.extended === true;
  const hidden = tables.filter(
    (table) => table.analyzed && !table.foreign && !columns.has(relationKey(table)),
  );
  const foreign = tables.filter((table) => table.foreign);
  return {
    mayReadExtended,
    lacks: [
      ...(hidden.length === 0
        ? []
        : [
            restored
              ? `the file has no statistics of ${list(hidden)}: the twin plans them with defaults.`
              : `statistics of ${list(hidden)} are hidden from this role: the twin plans them with defaults. Membership in pg_read_all_data, or SELECT on them, shows the statistics.`,
          ]),
      ...(rights[0]?.existing === true && !mayReadExtended
        ? [
            'extended statistics are hidden from this role: the twin estimates without them. Membership in pg_read_all_data shows them.',
          ]
        : []),
      ...locked.map(
        ({ name }) =>
          `${name} is locked by another session: its size and plans are unknown. Run the command again when the lock is gone.`,
      ),
      ...(foreign.length === 0
        ? []
        : [
            `foreign tables are not made in the twin: ${list(foreign)}. Statements that read them are not judged.`,
          ]),
    ],
  };
}

const shown = 8;

function list(tables: readonly TableRow[]): string {
  const names = tables.map(({ schema, name }) =>
    schema === 'public' ? name : `${schema}.${name}`,
  );
  const more = names.length - shown;
  return names.slice(0, shown).join(', ') + (more > 0 ? ` and ${more} more` : '');
}
