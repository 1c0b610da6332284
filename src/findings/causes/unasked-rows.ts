import { asksExistence } from '../../plan/asks-existence';
import { nodesOf, textOf } from '../../plan/nodes';
import { unjoinedSides } from '../../plan/unjoined';
import type { PlanNode } from '../../plan/types';
import { listed } from '../../text/figures';
import type { CauseRule } from './subject';

/** The query makes rows that its answer does not need: pairs that no condition joins, or a count where one row decides. */
export const unaskedRowsCause: CauseRule = ({ point }) => {
  const nodes = nodesOf(point.plan.document.root).map(({ node }) => node);
  const unjoined = nodes.flatMap((node) => {
    const sides = unjoinedSides(node);
    return sides === undefined ? [] : [sides.map(tablesIn)];
  });
  const counted = nodes.some(asksExistence);
  return [
    ...unjoined.map(
      ([left = '', right = '']) =>
        `No condition joins ${left} with ${right}: each row of one is paired with every row of the other.`,
    ),
    ...(counted
      ? ['The query counts rows to learn whether there is one: EXISTS stops at the first.']
      : []),
  ];
};

const tablesIn = (root: PlanNode): string =>
  listed(nodesOf(root).flatMap(({ node }) => textOf(node, 'Relation Name') ?? []));
