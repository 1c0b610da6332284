import { printable } from '../text/wrap';
import type { Origin } from './request';

export function caseOf({ query, case: label }: Origin): string {
  return label === 'default' ? query : `${query} / ${label}`;
}

export function nameOf(origin: Origin): string {
  return printable(`${origin.source}: ${caseOf(origin)}`);
}

/** A statement that nobody named goes by its line or its source. */
export const isUnnamed = ({ query, line, source }: Origin): boolean =>
  query === `line ${line}` || query === source;
