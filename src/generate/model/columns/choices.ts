import { nullable, weighted } from '../../../model/distributions';
import type { Distribution } from '../../../model/types';
import type { ColumnFacts } from '../../../postgres/catalog/schema-facts';
import { words } from '../../names';
import { checkedNumbers, checkedValues } from '../checked-values';
import type { ColumnRule } from '../types';

/** States in which rows stay: most rows of an old table are in one of them. */
const final =
  /complet|deliver|done|finish|succe|sent|paid|closed|archiv|processed|active|publish|approved|settled|resolved|shipped|confirmed|success|ok/;
const before = /^(?:in|un|not|pre|de)_?/;

/** The value that most rows have, among those that are possible. */
function dominant(labels: readonly string[], column: ColumnFacts): string | undefined {
  const byDefault = /^'((?:[^']|'')*)'/.exec(column.defaultSql ?? '')?.[1];
  return (
    labels.find((label) => final.test(label.toLowerCase()) && !before.test(label.toLowerCase())) ??
    labels.find((label) => label === byDefault) ??
    labels[0]
  );
}

const whole = /^int[248]$/;

/** Shares in per cent: one value is dominant, the next is common, the others are rare. */
export function unevenly<Label extends string | number>(
  labels: readonly Label[],
  most: Label | undefined,
): Distribution {
  const ordered = [...labels].sort((a, b) => Number(b === most) - Number(a === most));
  const rest = Math.max(1, ordered.length - 2);
  return weighted(
    ordered.map((label, place): [Label, number] => [
      label,
      place === 0 ? 85 : place === 1 ? 12 : 3 / rest,
    ]),
  );
}

export const choices: ColumnRule = {
  name: 'choices',
  reason: 'Of a few possible values one has most of the rows: what is finished stays.',
  infer(column, { table }) {
    const checked = column.category === 'S' ? checkedValues(column.name, table.checks) : undefined;
    const labels = column.enumLabels ?? checked;
    if (labels !== undefined && labels.length > 0) {
      const most = dominant(labels, column);
      const of = unevenly(labels, most);
      return {
        value: of,
        because: `${column.enumLabels === undefined ? 'a check lists' : 'its enum has'} ${labels.length} values, of which '${most}' is the usual one`,
      };
    }
    const numbers = whole.test(column.typeName)
      ? checkedNumbers(column.name, table.checks)
      : undefined;
    if (numbers !== undefined) {
      const byDefault = numbers.find((number) => `${number}` === column.defaultSql);
      const most = byDefault ?? numbers[0];
      const of = unevenly(numbers, most);
      return {
        value: column.notNull ? of : nullable(0.02, of),
        because: `a check lists ${numbers.length} numbers, of which ${most} is the usual one`,
      };
    }
    const last = words(column.name).at(-1) ?? '';
    if (
      column.category !== 'S' ||
      !/^(status|state|type|kind|stage|phase|role|category|level|priority|source|provider|gender)$/.test(
        last,
      )
    )
      return undefined;
    const limit = /\((\d+)\)/.exec(column.type)?.[1];
    const invented = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'].map((letter) =>
      limit !== undefined && Number(limit) < 10 ? letter : `${last}-${letter}`,
    );
    const of = unevenly(invented, invented[0]);
    return {
      value: column.notNull ? of : nullable(0.02, of),
      because: `it is named ${last}: eight values are assumed, of which one has 85 % of the rows`,
    };
  },
};
