import type { Predicate } from '../plan/types';

/** What a comparison says of its column. */
export interface Comparison {
  readonly operator: string;
  /** The side that names the column, as EXPLAIN prints it, without the parentheses around it. */
  readonly left: string;
  /** Whether the left side is the column itself, so that an index on the column can serve. */
  readonly bare: boolean;
}

const name = String.raw`(?:"(?:[^"]|"")+"|[\w$]+)`;
// varchar and bpchar columns are compared as text; such a relabelling changes no value and keeps the index.
const relabel = String.raw`(?:::(?:text|bpchar|character varying|character)(?:\(\d+\))?)?`;
const bareColumn = new RegExp(String.raw`^\(*${name}(?:\.${name})?\)*${relabel}\)*$`);
const nullTest = new RegExp(String.raw`^\(*${name}(?:\.${name})?\)* IS (NOT )?NULL\)*$`);
const truthTest = new RegExp(String.raw`^\(?(NOT )?\(?${name}(?:\.${name})?\)*$`);
const operators = new Set(['=', '<', '>', '<=', '>=']);

/** Reads `(o.status = 'x'::text)`; undefined for anything but one comparison of one column with something. */
export function comparisonOf(predicate: Predicate): Comparison | undefined {
  if (predicate.columns.length !== 1) return undefined;
  const text = withoutParentheses(predicate.text);
  const words = topLevelWords(text);
  // `a = 1 OR a = 2` has several comparisons at its top, and bounds nothing by one of them.
  const found = words.filter(({ word }) => operators.has(word));
  if (found.length !== 1 || words.some(({ word }) => word === 'OR')) return undefined;
  const [{ word, start }] = found as [{ word: string; start: number }];
  const left = withoutParentheses(text.slice(0, start).trim());
  return { operator: word, left, bare: bareColumn.test(left) };
}

/** Whether a predicate holds the bare column equal to something. */
export function isEquality(predicate: Predicate): boolean {
  const comparison = comparisonOf(predicate);
  return comparison !== undefined && comparison.operator === '=' && comparison.bare;
}

/** Whether a predicate bounds the bare column on one side. */
export function isRange(predicate: Predicate): boolean {
  const comparison = comparisonOf(predicate);
  return comparison !== undefined && comparison.operator !== '=' && comparison.bare;
}

/** The test of one column that a partial index can have as its condition: for null, or for a boolean. */
export function testOf(
  predicate: Predicate,
): 'is null' | 'is not null' | 'true' | 'not' | undefined {
  if (predicate.columns.length !== 1) return undefined;
  const nullness = nullTest.exec(predicate.text);
  if (nullness !== null) return nullness[1] === undefined ? 'is null' : 'is not null';
  const truth = truthTest.exec(predicate.text);
  if (truth === null) return undefined;
  return truth[1] === undefined ? 'true' : 'not';
}

function withoutParentheses(text: string): string {
  let inner = text;
  while (inner.startsWith('(') && closes(inner) === inner.length - 1) inner = inner.slice(1, -1);
  return inner;
}

/** Where the parenthesis at the start closes. */
function closes(text: string): number {
  let depth = 0;
  for (const { character, index } of outsideQuotes(text)) {
    if (character === '(') depth += 1;
    if (character === ')') depth -= 1;
    if (depth === 0) return index;
  }
  return -1;
}

function topLevelWords(text: string): readonly { readonly word: string; readonly start: number }[] {
  let depth = 0;
  const words: { word: string; start: number }[] = [];
  let last = -2;
  for (const { character, index } of outsideQuotes(text)) {
    if (character === '(') depth += 1;
    if (character === ')') depth -= 1;
    if (depth > 0 || /[\s()]/.test(character)) continue;
    const current = words.at(-1);
    if (current !== undefined && last === index - 1) current.word += character;
    else words.push({ word: character, start: index });
    last = index;
  }
  return words;
}

function* outsideQuotes(text: string): Generator<{ character: string; index: number }> {
  let quote = '';
  for (let index = 0; index < text.length; index += 1) {
    const character = text.charAt(index);
    if (quote !== '') {
      if (character === quote) quote = '';
    } else if (character === "'" || character === '"') {
      quote = character;
    } else {
      yield { character, index };
    }
  }
}
