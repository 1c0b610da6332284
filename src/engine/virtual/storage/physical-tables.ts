import { topic } from '../once';
import type { VirtualContext } from '../context';
import { type Evict, evictor } from './evict';
import {
  changeHeights,
  findFiles,
  raiseIndexes,
  lengthenFiles,
  type TableFiles,
} from './relation-files';
import { hideSegments, type Segments } from './segments';
import type { Relation } from '../catalog/relations';
import type { IndexSize, TableSize, WantedTable } from './table-image';
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
  /** Levels of its b-trees, by OID. */
  levels: Levels;
  /** Changes of the end rows since the table was last emptied. */
  changes: number;
}

type Levels = ReadonlyMap<number, number>;

/**
 * Each change leaves as many dead rows as there are end rows on the only page of rows. Long before it is full (291 line pointers,
 * MaxHeapTuplesPerPage) the table is made anew: a row on another page would stand at the end of a huge file.
 */
const mostDeadRows = 120;

const opened = topic<PhysicalTables>('database');

/** Those of a database. */
export function physicalTables(context: VirtualContext): PhysicalTables {
  return context.once(opened, '', () => openPhysicalTables(context));
}

function openPhysicalTables(context: VirtualContext): PhysicalTables {
  const { connection, dataDirectory } = context;
  const standing = new Map<number, Standing>();
  /** Segments of files that were replaced, by OID of the table or index. */
  const hidden = new Map<number, Segments>();

  const hide = (relations: readonly Relation[]): void => {
    for (const { oid } of relations) {
      standing
        .get(oid)
        ?.files.files.forEach((segments, of) => hidden.set(of, hideSegments(segments)));
      standing.delete(oid);
    }
  };

  /** Makes tables anew, with b-trees of the heights that they shall have. */
  const renew = async (tables: readonly WantedTable[]): Promise<void> => {
    const relations = tables.map(({ relation }) => relation);
    hide(relations);
    await insertEnds(connection, tables);
    const found = await findFiles(connection, dataDirectory, relations, hidden);
    tables.forEach(({ relation, ends, size }, k) => {
      const files = found[k] as TableFiles;
      raiseIndexes(files, size);
      for (const oid of files.files.keys()) hidden.delete(oid);
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
      const updated = kept.filter((table) => !failed.includes(table));
      const unfit = await changeLevels(() => evictor(context), standing, updated);
      const renewed = [...fresh, ...failed, ...unfit];
      if (renewed.length > 0) await renew(renewed);
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
    forget: hide,
  };
}

/** Whether a table can get its end rows in place of those that it has. */
function isChangeable({ ends }: WantedTable, known: Standing | undefined): boolean {
  return (
    known !== undefined &&
    known.ends === ends.insert.length &&
    known.changes * ends.insert.length < mostDeadRows
  );
}

/** Gives b-trees other levels where they have to have them. Returns the tables for which that could not be. */
async function changeLevels(
  evict: () => Promise<Evict>,
  standing: ReadonlyMap<number, Standing>,
  tables: readonly WantedTable[],
): Promise<readonly WantedTable[]> {
  const unfit: WantedTable[] = [];
  for (const table of tables) {
    const known = standing.get(table.relation.oid) as Standing;
    const changed = otherLevels(known.levels, table.size);
    if (changed.length === 0) continue;
    const evicted = await (await evict())(changed.map(({ index }) => index.oid));
    if (evicted && changeHeights(known.files, changed)) known.levels = levelsOf(table.size);
    else unfit.push(table);
  }
  return unfit;
}

function otherLevels(levels: Levels, { indexes }: TableSize): readonly IndexSize[] {
  return indexes.filter(({ index, level }) => level !== levels.get(index.oid));
}

function levelsOf({ indexes }: TableSize): Levels {
  return new Map(
    indexes.flatMap(({ index, level }) =>
      level === undefined ? [] : ([[index.oid, level]] as const),
    ),
  );
}
