import { formatRows } from '../text/row-count';
import { indentedLines } from './indented-lines';
import { distributionSource, growthSource } from '../model/distribution-source';
import type { InferredModel } from '../generate/model/types';

const columns = 80;

/** An inferred model as text: each table, its row count, its columns, and why. */
export function explainModelText(
  { driving, tables, inferences }: InferredModel,
  notes: readonly string[],
): string {
  const lines = [
    `The scale is the row count of ${driving}, up to ${formatRows(1e9)}.`,
    '',
    ...tables.flatMap(({ name, rows, columns }) => {
      const own = inferences.filter(({ table }) => table === name);
      const about = own.filter(({ column }) => column === undefined);
      return [
        `${name}: ${name === driving ? 'the scale' : growthSource(rows)}`,
        ...about.map(({ rule, because }) => `  ${rule}: ${because}`),
        ...Object.entries(columns).flatMap(([column, of]) => {
          const why = own.filter((inference) => inference.column === column);
          return [
            `  ${column}: ${distributionSource(of)}`,
            ...why.map(({ rule, because }) => `    ${rule}: ${because}`),
          ];
        }),
        '',
      ];
    }),
    ...notes,
  ];
  return lines
    .flatMap((line) => indentedLines(line, columns))
    .map((line) => `${line}\n`)
    .join('');
}
