import type { CauseRule } from './subject';

/** ANALYZE's number of distinct values is off by a factor: counted on loaded rows when `n_distinct` was tried. */
export const nDistinctCause: CauseRule = ({ tried }) =>
  tried
    .filter(({ suggestion }) => suggestion.kind === 'n-distinct')
    .slice(0, 1)
    .map(({ suggestion }) => `${capital(suggestion.reason)}.`);

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
