import path from 'node:path';
import { topic } from '../once';
import type { VirtualContext } from '../context';
import { findFiles, raiseIndexes, lengthenFiles, type TableFiles } from './relation-files';
import { moveSegments } from './segments';
import type { Relation } from '../catalog/relations';
import type { TableSize, WantedTable } from './table-image';
import { insertEnds } from './insert-ends';
import { updateEnds } from './update-ends';

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

type Physical = Pick<VirtualContext, 'connection' | 'dataDirectory'>;

const opened = topic<PhysicalTables>('database');

/** Those of a database. */
export function physicalTables(context: VirtualContext): PhysicalTables {
  return context.once(opened, '', () => openPhysicalTables(context));
}

function openPhysicalTables({ connection, dataDirectory }: Physical): PhysicalTables {
  const standing = new Map<number, Standing>();

  const park = (relations: readonly Relation[]): void => {
    for (const { oid } of relations) {
      standing.get(oid)?.files.files.forEach((file, of) => moveSegments(file, parked(file, of)));
      standing.delete(oid);
    }
  };

  /** Makes tables anew, with b-trees of the heights that they shall have. */
  const renew = async (tables: readonly WantedTable[]): Promise<void> => {
    const relations = tables.map(({ relation }) => relation);
    park(relations);
    await insertEnds(connection, tables);
    const found = await findFiles(connection, dataDirectory, relations);
    tables.forEach(({ relation, ends, size }, k) => {
      const files = found[k] as TableFiles;
      raiseIndexes(files, size);
      files.files.forEach((file, oid) => moveSegments(parked(file, oid), file));
      const standsNow = { files, ends: ends.insert.length, levels: levelsOf(size), changes: 0 };
      standing.set(relation.oid, standsNow);
    });
  };

  return {
    async stand(tables) {
      const kept = tables.filter((table) => isChangeable(table, standing.get(table.relation.oid)));
      const fresh = tables.filter((table) => !kept.includes(table));
      const failed = kept.length > 0 ? await updateEnds(connection, kept) : [];
      for (const { relation } of kept) (standing.get(relation.oid) as Standing).changes += 1;
      if (fresh.length + failed.length > 0) await renew([...fresh, ...failed]);
      await lengthenFiles(
        connection,
        tables.map(({ relation, size, analyzed, notVisible }) => ({
          files: (standing.get(relation.oid) as Standing).files,
          size,
          analyzed,
          notVisible,
        })),
      );
    },
    forget: park,
  };
}

/** Where a relation's segments wait while the server replaces its file. */
function parked(file: string, oid: number): string {
  return path.join(path.dirname(file), `plancliff_parked_${oid}`);
}

/** Whether a table can get its end rows in place of those that it has. */
function isChangeable({ ends, size }: WantedTable, known: Standing | undefined): boolean {
  return (
    known !== undefined &&
    known.ends === ends.insert.length &&
    known.levels === levelsOf(size) &&
    known.changes * ends.insert.length < mostDeadRows
  );
}

function levelsOf({ indexes }: TableSize): string {
  return indexes.map(({ level }) => level ?? '-').join(' ');
}
