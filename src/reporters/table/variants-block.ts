import { describeAccess } from '../../plan/describe';
import type { ScenarioResult } from '../../check/result';
import type { SweptVariant } from '../../check/sweep-variants';
import { formatRows } from '../../text/row-count';
import { printable, wrapText } from '../../text/wrap';
import type { Timeline } from '../../timeline/types';
import { caseName } from '../finding-labels';
import type { Layout } from './cases-table';

/** As wide as the row counts of the table of cases. */
const width = '  rows up to'.length;

/** Each case beside the ways in which a hurried author would write it: which keep its index, and until when. */
export function variantsBlock(
  { variants = [] }: ScenarioResult,
  { columns, paint }: Pick<Layout, 'columns' | 'paint'>,
): string {
  const originals = [...new Set(variants.map(({ original }) => original))];
  const row = (upTo: string, text: string): string[] =>
    wrapText(printable(text), columns - width - 2, 2).map(
      (line, place) => `${(place === 0 ? upTo : '').padStart(width)}  ${line}`,
    );
  return originals
    .map((original) => {
      const own = variants.filter((each) => each.original === original);
      const lost = own.filter((each) => !keepsAll(each));
      return [
        ...wrapText(
          `${caseName(original)}, written otherwise: ${own.length - lost.length} of ${own.length} ways keep what it is read by`,
          columns,
          2,
        ).map((line) => paint.bold(line)),
        paint.dim(`${'keeps it to'.padStart(width)}  way, and how the largest row count is read`),
        ...row(formatRows(lastScale(original)), `as it is: ${readAtEnd(original)}`),
        ...own.flatMap((each) => [
          ...row(upTo(each), `${each.rule.name}: ${readOf(each)}`),
          ...(keepsAll(each)
            ? []
            : row('', `${each.rule.reason} ${each.rule.instead}`).map((line) => paint.dim(line))),
        ]),
      ].join('\n');
    })
    .join('\n\n');
}

const lastScale = ({ ranges }: Timeline): number => ranges.at(-1)?.to ?? 0;

function keepsAll({ timeline, keptUpTo }: SweptVariant): boolean {
  return timeline !== undefined && keptUpTo === lastScale(timeline);
}

function upTo({ timeline, keptUpTo }: SweptVariant): string {
  if (timeline === undefined) return 'unknown';
  return keptUpTo === undefined ? 'never' : formatRows(keptUpTo);
}

const readOf = ({ timeline }: SweptVariant): string =>
  timeline === undefined ? 'the server does not plan it' : readAtEnd(timeline);

const readAtEnd = ({ ranges }: Timeline): string =>
  (ranges.at(-1)?.points.at(-1)?.plan.accesses ?? []).map(describeAccess).join('; ');
