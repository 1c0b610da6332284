import { readCatalogOf } from '../postgres/catalog/read-catalog';
import type { Catalog } from '../postgres/catalog/types';
import {
  readRelationRows,
  type RelationName,
  type RelationRows,
} from '../postgres/catalog/relation-rows';
import { type AuditSession, isUnreadable } from './session';
import { stopReason } from './stop';

/** What the database knows of the relations that plans read. */
export interface Known {
  readonly rows: RelationRows;
  readonly catalog: Catalog | undefined;
  /** Why neither could be read; the plans stand all the same. */
  readonly unread?: string;
  /** Whether that ended the session. */
  readonly isLost: boolean;
}

export const nothingKnown: Known = { rows: () => undefined, catalog: undefined, isLost: false };

/** To be called after the last plan: neither a server that stops then nor a read that takes too long costs a plan. */
export async function readKnown(
  session: AuditSession,
  relations: readonly RelationName[],
  signal: AbortSignal,
): Promise<Known> {
  try {
    return {
      rows: await session.read((connection) => readRelationRows(connection, relations)),
      catalog: await catalogFor(session, relations),
      isLost: false,
    };
  } catch (error) {
    const unread = isUnreadable(error)
      ? (error.reason ?? error.message)
      : stopReason(error, signal);
    if (unread === undefined) throw error;
    return { ...nothingKnown, unread, isLost: !isUnreadable(error) };
  }
}

/**
 * The catalogs only better the advice, and a lock on any one table can keep them from being read. Of a database of
 * thousands of tables, those alone are read that the plans name.
 */
async function catalogFor(
  session: AuditSession,
  relations: readonly RelationName[],
): Promise<Catalog | undefined> {
  try {
    return await session.read((connection) => readCatalogOf(connection, relations));
  } catch (error) {
    if (isUnreadable(error)) return undefined;
    throw error;
  }
}
