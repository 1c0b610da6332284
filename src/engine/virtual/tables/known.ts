import type { Relation } from '../catalog/relations';
import type { Standing } from '../standing';

/** What is known of a database; its relations change as a table gets partitions. */
export interface Known {
  relations: readonly Relation[];
  readonly standing: Standing;
}
