import { indexesOf } from '../missing-index/index-advice';
import { covers, keysOf } from '../missing-index/index-keys';
import { orderOf } from '../missing-index/plan-order';
import type { CauseRule } from './subject';

/** The query sorts, and an index has the same columns in the same direction but for where null values come. */
export const nullsOrderCause: CauseRule = ({ accesses, point: { plan }, catalog }) =>
  accesses.flatMap((access) => {
    const keys = orderOf(access, plan)?.keys ?? [];
    if (keys.length === 0) return [];
    const turned = keys.map((key) => ({ ...key, nullsFirst: !key.nullsFirst }));
    return indexesOf(access, catalog)
      .filter((index) => {
        const own = keysOf(index);
        if (own.length < keys.length) return false;
        // What stands in front of the order is compared for equality, or nothing does.
        const lead = index.columns.slice(0, index.columns.indexOf(keys[0]?.column ?? ''));
        return (
          !covers(index, { equal: lead, then: keys }) &&
          covers(index, { equal: lead, then: turned })
        );
      })
      .slice(0, 1)
      .map(({ name }) => {
        const [asked, has] = keys[0]?.nullsFirst === true ? ['first', 'last'] : ['last', 'first'];
        return `The query orders null values ${asked}, and ${name} has them ${has} in that direction, so it does not give the order.`;
      });
  });
