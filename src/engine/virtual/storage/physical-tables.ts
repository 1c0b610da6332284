import path from 'node:path';
import { topic } from '../once';
import type { VirtualContext } from '../context';
import { findFiles, raiseIndexes, stretchFiles, type TableFiles } from './relation-files';
import { moveSegments } from './segments';
import type { Relation } from '../catalog/relations';
import type { EndStatements, TableSize, WantedTable } from './table-image';
import { refill } from './refill';

/** The rows and files of a database's virtual tables. */
export interface PhysicalTables {
  stand(tables: readonly WantedTable[]): Promise<void>;
  /** Somebody else changed these tables: nothing is known of their rows and files any more. */
  forget(relations: readonly Relation[]): void;
}

interface Standing {
  readonly files: TableFiles;
  /** End rows that it shall have. */
  readonly ends: number;
  /** Levels of its b-trees. */
  readonly levels: string;
  /** Changes of the end rows since the table was last emptied. */
  changes: number;
}

/**
 * Each change leaves as many dead rows as there are end rows on the only page of rows. Long before it is full (291 line pointers,
 * MaxHeapTuplesPerPage) the table is made anew: a row on another page would stand at the end of a huge file.
 */
const mostDeadRows = 120;

type Physical = Pick<VirtualContext, 'connection' | 'dataDirectory' | 'condition'>;

const opened = topic<PhysicalTables>('database');

/** Those of a database. */
export function physicalTables(context: VirtualContext): PhysicalTables {
  return context.once(opened, '', () => openPhysicalTables(context));
}

function openPhysicalTables({ connection, dataDirectory, condition }: Physical): PhysicalTables {
  const standing = new Map<number, Standing>();

  /** Where a relation's segments wait while the server replaces its file. */
  const parked = (file: string, oid: number): string =>
    path.join(path.dirname(file), `plancliff_parked_${oid}`);
  const park = (relations: readonly Relation[]): void => {
    for (const relation of relations) {
      standing
        .get(relation.oid)
        ?.files.files.forEach((file, oid) => moveSegments(file, parked(file, oid)));
      standing.delete(relation.oid);
    }
  };

  /** Empties the tables, inserts their end rows and builds their indexes, to the heights they shall have. */
  const renew = async (tables: readonly WantedTable[]): Promise<void> => {
    const relations = tables.map(({ relation }) => relation);
    const rebuilt = (ends: (of: EndStatements) => readonly string[]) =>
      refill(connection, relations, {
        rows: tables.flatMap((table) => ends(table.ends)),
        // Only b-trees are ever asked for their ends: the others need take no further rows.
        then: [
          `update pg_catalog.pg_index set indisready = false where indrelid = any ('{${relations.map(({ oid }) => oid).join(', ')}}'::oid[])
           and indexrelid in (select c.oid from pg_catalog.pg_class c join pg_catalog.pg_am m on m.oid = c.relam where m.amname <> 'btree')`,
        ],
      });
    park(relations);
    try {
      await rebuilt(({ insert }) => insert);
    } catch (error) {
      // Two ends that a unique or an exclusion constraint takes for one.
      if (!isKeyViolation(error)) throw error;
      await connection.query('rollback');
      await rebuilt(({ insert }) => insert.slice(0, 1));
    }
    const found = await findFiles(connection, dataDirectory, relations);
    tables.forEach(({ relation, ends, size }, k) => {
      const files = found[k] as TableFiles;
      raiseIndexes(files, size);
      files.files.forEach((file, oid) => moveSegments(parked(file, oid), file));
      standing.set(relation.oid, {
        files,
        ends: ends.insert.length,
        levels: levelsOf(size),
        changes: 0,
      });
    });
  };

  /**
   * Changes the end rows in place. Returns the tables to renew: those where the new ends do not all stand on the first
   * page, and all of them where a key is violated. UPDATE checks keys row by row, so a row that takes the key that
   * another row is about to give up violates it (_bt_check_unique, src/backend/access/nbtree/nbtinsert.c). Which rows
   * were there before depends on the row count that the lane comes from; what stands afterwards must not.
   */
  const change = async (tables: readonly WantedTable[]): Promise<readonly WantedTable[]> => {
    const updates = await updateEnds(tables);
    if (updates === undefined) return tables;
    const { rows } = await connection.query<Record<string, number>>(
      `select ${tables
        .map(
          ({ relation }, k) =>
            `(select pg_catalog.count(*)::int from ${relation.sqlName} where ctid < '(1,0)') as t${k}`,
        )
        .join(', ')}`,
    );
    for (const { relation } of tables) (standing.get(relation.oid) as Standing).changes += 1;
    return tables.filter(
      ({ ends }, k) =>
        rows[0]?.[`t${k}`] !== ends.insert.length || updates[k] !== ends.insert.length,
    );
  };

  /** Rows changed in each table; undefined, and none changed, where a key is violated. */
  const updateEnds = async (
    tables: readonly WantedTable[],
  ): Promise<readonly number[] | undefined> => {
    const changed: number[] = [];
    await connection.query('begin');
    try {
      for (const { ends } of tables)
        changed.push((await connection.query(ends.update)).rowCount ?? 0);
    } catch (error) {
      await connection.query('rollback');
      if (isKeyViolation(error)) return undefined;
      throw error;
    }
    await connection.query('commit');
    return changed;
  };

  return {
    async stand(tables) {
      const kept = tables.filter(({ relation, ends, size }) => {
        const known = standing.get(relation.oid);
        return (
          known !== undefined &&
          known.ends === ends.insert.length &&
          known.levels === levelsOf(size) &&
          known.changes * ends.insert.length < mostDeadRows
        );
      });
      const fresh = tables.filter((table) => !kept.includes(table));
      const failed = kept.length > 0 ? await change(kept) : [];
      if (fresh.length + failed.length > 0) await renew([...fresh, ...failed]);
      await stretchFiles(
        connection,
        tables.map(({ relation, size, analyzed }) => ({
          files: (standing.get(relation.oid) as Standing).files,
          size,
          analyzed,
        })),
        condition.notVisible ?? 0,
      );
    },
    forget: park,
  };
}

/** unique_violation and exclusion_violation, src/backend/utils/errcodes.txt. */
function isKeyViolation(error: unknown): boolean {
  return /^23(?:505|P01)$/.test((error as { code?: string }).code ?? '');
}

function levelsOf({ indexes }: TableSize): string {
  return indexes.map(({ level }) => level ?? '-').join(' ');
}
