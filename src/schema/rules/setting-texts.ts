import { listOf, nodeOf } from '../../sql/nodes';
import type { Tree } from '../../sql/parse';

/** The texts among the values that SET gives a parameter, in their order. */
export function settingTexts(set: Tree): readonly string[] {
  return listOf(set['args']).flatMap((arg) => {
    const text = nodeOf(nodeOf(arg, 'A_Const'), 'sval');
    // libpg-query leaves out a text that is empty.
    return text === undefined ? [] : [typeof text['sval'] === 'string' ? text['sval'] : ''];
  });
}
