import { createPartition } from '../../../model/partitions';
import type { PartitionBound } from '../../../model/types';
import { quoteLiteral } from '../../../postgres/quote';

/** Partitions that are created before they are hidden. */
const batch = 16;

/** No relation has this OID (InvalidOid). */
const nobody = '0::oid';

/**
 * Statements that create partitions of a table in one transaction, in a time that is proportional to their number.
 *
 * CREATE TABLE PARTITION OF reads the bounds of all partitions that pg_inherits names, and makes the next one read them
 * anew (check_new_partition_bound and RelationBuildPartitionDesc, src/backend/partitioning): the thousandth costs as
 * much as the first two hundred. Partitions of earlier batches are therefore hidden from the table while others are
 * created. The last one is created beside all of them: the server checks its bound, and the table's descriptor is read
 * anew.
 *
 * @param parent the partitioned table as SQL
 */
export function createPartitions(
  parent: string,
  partitions: readonly PartitionBound[],
): readonly string[] {
  const create = partitions.map((partition) => createPartition(parent, partition));
  if (create.length <= batch) return create;
  const oid = `${quoteLiteral(parent)}::regclass::oid`;
  const hide = `update pg_catalog.pg_inherits set inhparent = ${nobody} where inhparent = ${oid}`;
  const show = `update pg_catalog.pg_inherits set inhparent = ${oid} where inhparent = ${nobody}`;
  const last = create.length - 1;
  return create.flatMap((statement, k) =>
    k === last ? [show, statement] : k % batch === 0 ? [hide, statement] : [statement],
  );
}
