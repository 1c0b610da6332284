import { listed } from '../../text/figures';
import { columnTypes, indexesOf } from '../missing-index/index-advice';
import { keysOf } from '../missing-index/index-keys';
import { comparisonOf } from '../comparisons/predicates';
import { otherPlans, type CauseRule, type CauseSubject } from './subject';
import type { AccessPath } from '../../plan/types';

/** A cast or a function stands around a column, and an index leads with the column itself. */
export const hiddenColumnCause: CauseRule = ({ accesses, catalog }) =>
  accesses.flatMap((access) => {
    const types = columnTypes(access, catalog);
    return access.filters.flatMap((filter) => {
      const comparison = comparisonOf(filter, types);
      const [column] = filter.columns;
      if (comparison === undefined || comparison.bare || column === undefined) return [];
      const led = indexesOf(access, catalog).filter(({ columns: [first] }) => first === column);
      if (led.length === 0) return [];
      return [
        `${comparison.operand} hides ${column} from ${listed(led.map(({ name }) => name))}, which ${led.length === 1 ? 'leads' : 'lead'} with ${column} itself.`,
      ];
    });
  });

/**
 * LIKE with a fixed beginning, on a column that a b-tree leads with, and no plan of the case has it as a condition of that
 * index, those without full scans among them: the order of the index is not that of bytes (like_support.c,
 * match_pattern_prefix).
 */
export const collationCause: CauseRule = (subject) =>
  subject.accesses.flatMap((access) =>
    access.filters.flatMap(({ text, columns: [column] }) => {
      if (column === undefined || !/ ~~ '[^%_\\]/.test(text)) return [];
      const led = indexesOf(access, subject.catalog).filter((index) => {
        const [first] = keysOf(index);
        return first?.column === column && !first.opclass && index.method === 'btree';
      });
      if (led.length === 0 || subject.others.length === 0 || bounds(subject, access, column))
        return [];
      return [
        `${listed(led.map(({ name }) => name))} ${led.length === 1 ? 'is' : 'are'} in the order of a collation, in which a prefix of ${column} is no range, so the LIKE cannot bound a read by ${led.length === 1 ? 'it' : 'them'}.`,
      ];
    }),
  );

function bounds(subject: CauseSubject, { occurrence }: AccessPath, column: string): boolean {
  return otherPlans(subject).some(({ accesses }) =>
    accesses.some(
      (each) =>
        each.occurrence === occurrence &&
        each.conditions.some((condition) => condition.columns.includes(column)),
    ),
  );
}
