import { relationKey } from '../../postgres/relation-key';
import type { Pulled, RelationStatistics } from '../../pull/types';
import type { DatabaseImage, RelationImage } from './image';

/**
 * A database as it was when it was read.
 *
 * @param isRead whether a relation is part of the image
 */
export function imageOfToday(
  { statistics }: Pick<Pulled, 'statistics'>,
  isRead: (relation: RelationStatistics) => boolean = () => true,
): DatabaseImage {
  const { relations } = statistics;
  const heaps = new Map(relations.map((each) => [relationKey(each), each]));
  return {
    relations: relations.filter(isRead).map((each) => relationImage(each, heaps)),
    extended: statistics.extended,
  };
}

function relationImage(
  relation: RelationStatistics,
  heaps: ReadonlyMap<string, RelationStatistics>,
): RelationImage {
  const { schema, name, pages, relpages, reltuples, relallvisible, columns, index } = relation;
  const heap = index && heaps.get(relationKey({ schema, name: index.table }));
  return {
    schema,
    name,
    pages,
    relpages,
    reltuples,
    relallvisible,
    columns,
    ...(index?.level === undefined ? {} : { level: index.level, ends: true }),
    ...(index?.gin === undefined ? {} : { gin: index.gin }),
    ...(index?.method === 'brin' ? { summarized: heap?.pages ?? 0 } : {}),
  };
}
