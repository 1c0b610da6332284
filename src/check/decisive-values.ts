import type { World } from '../engine/types';
import type { SampledValue } from '../findings/evidence';
import type { Distribution, Model } from '../model/types';
import type { AccessPath, Predicate } from '../plan/types';
import { qualifiedName, quoteIdent } from '../postgres/quote';
import type { TimelinePoint } from '../timeline/types';
import { countable } from './count-conditions';

/** Rows of a sample that a value is met in so seldom that the next sample may tell another story, at most and at least. */
const seldom = { least: 0.5, most: 20 };

/**
 * The value among a plan's conditions that chance decides about most: one of a column whose values are not equally common,
 * expected fewer than 20 times in the sample that ANALYZE reads. Undefined where there is none.
 *
 * @param sampled rows of a sample
 */
export async function decisiveValue(
  world: Pick<World, 'planAt'>,
  model: Model,
  point: TimelinePoint,
  sampled: number,
): Promise<SampledValue | undefined> {
  const found: SampledValue[] = [];
  for (const access of point.plan.accesses) {
    const table = model.tables.find(
      ({ sqlName }) => sqlName === qualifiedName(access.schema, access.relation),
    );
    const rows = table?.rows(point.scale) ?? 0;
    // Of so few rows ANALYZE reads all.
    if (table === undefined || rows <= sampled) continue;
    for (const predicate of countable(access)) {
      const [name, ...others] = predicate.columns;
      const column = table.columns.find((each) => each.name === name);
      if (column === undefined || others.length > 0 || !isUneven(column.distribution)) continue;
      const met = await expectedRows(world, point.scale, access, predicate);
      const expected = ((met ?? 0) * sampled) / rows;
      if (expected < seldom.least || expected >= seldom.most) continue;
      found.push({
        relation: qualifiedName(access.schema, access.relation),
        column: column.name,
        expected,
        sampled,
      });
    }
  }
  return found.toSorted((a, b) => a.expected - b.expected)[0];
}

/** Rows of the relation that the planner expects to meet one condition, whatever the others. */
async function expectedRows(
  world: Pick<World, 'planAt'>,
  scale: number,
  { schema, relation, alias }: AccessPath,
  { text }: Predicate,
): Promise<number | undefined> {
  const sql = `select 1 from ${qualifiedName(schema, relation)} as ${quoteIdent(alias)} where ${text}`;
  const [outcome] = await world.planAt(scale, [{ sql, parameters: [] }]);
  return outcome?.ok === true ? outcome.plan.rows : undefined;
}

/** Whether some values are more common than others by the model: of equally common ones each sample says the same. */
function isUneven(of: Distribution): boolean {
  switch (of.kind) {
    case 'weighted':
    case 'boolean':
    case 'zipf':
    case 'classes':
    case 'phases':
    case 'nullable':
      return true;
    case 'words':
      return of.exponent > 0;
    case 'array':
      return [of.element, ...(of.places ?? [])].some(isUneven);
    case 'reference':
      return of.skew.kind !== 'uniform';
    case 'correlated':
      return isUneven(of.of);
    default:
      return false;
  }
}
