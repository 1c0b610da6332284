import type { AccessPath, Plan } from '../../plan/types';
import type { SchemaFacts } from '../../postgres/catalog/schema-facts';

/** From this multiple of the custom plan's cost on, a case feels that an index bounds its read no more. */
const felt = 2;
/** From this one on where an index still bounds the read, by fewer columns. */
const dearer = 100;

/**
 * Whether a plan for all values reads more in a case than the one for its values. The costs alone do not say so: without
 * the values the planner takes a range for 0.5 % of the table (DEFAULT_RANGE_INEQ_SEL, src/include/utils/selfuncs.h) and an
 * array for ten elements, and an index with the same columns bounded reads the same rows when the values are there.
 */
export function givesUpIndex(custom: Plan, generic: Plan, facts: SchemaFacts): boolean {
  if (generic.cost < felt * custom.cost) return false;
  const isDear = generic.cost >= dearer * custom.cost;
  return custom.accesses.some((before) => {
    const wanted = boundColumns(before, facts);
    const after = generic.accesses.filter(
      ({ relation, schema }) => relation === before.relation && schema === before.schema,
    );
    if (wanted.length === 0 || after.length === 0) return false;
    return after.some((each) => {
      const bound = boundColumns(each, facts);
      return bound.length === 0 || (isDear && wanted.some((column) => !bound.includes(column)));
    });
  });
}

/** Columns by which indexes bound a read: of a B-tree those from its first one on, of other methods all with a condition. */
function boundColumns(
  { schema, relation, indexes, conditions }: AccessPath,
  { tables }: SchemaFacts,
): readonly string[] {
  const asked = new Set(conditions.flatMap(({ columns }) => columns));
  const table = tables.find((each) => each.schema === schema && each.name === relation);
  const bound = indexes.flatMap((name) => {
    const index = table?.indexes.find((each) => each.name === name);
    // Of an index on an expression, or one that a model has put in another's place, the conditions are all that is known.
    if (index?.method !== 'btree' || index.keys.some(({ column }) => column === undefined))
      return [...asked];
    const end = index.keys.findIndex(({ column = '' }) => !asked.has(column));
    return index.keys.slice(0, end < 0 ? undefined : end).map(({ column = '' }) => column);
  });
  return [...new Set(bound)];
}
