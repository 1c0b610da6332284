import type { InferredModel, InferredTable } from '../../generate/model/types';
import { neededTables } from '../reduce-model';

/** Which tables took their rows, so that a round does not insert again what no change has touched. */
export interface Passed {
  readonly has: (table: string, scale: number) => boolean;
  readonly add: (table: string, scale: number) => void;
}

/**
 * Of a schema that only gets fewer constraints and further partitions, a table goes on to take the rows that it took: what
 * counts is how it is modelled, and the tables that it refers to.
 */
export function openPassed(): (inferred: InferredModel) => Passed {
  const seen = new Set<string>();
  return (inferred) => {
    const keys = new Map<string, string>();
    const keyOf = (table: string, scale: number): string => {
      const known = keys.get(table);
      const own = known ?? modelOf(inferred, table);
      if (known === undefined) keys.set(table, own);
      return `${scale} ${own}`;
    };
    return {
      has: (table, scale) => seen.has(keyOf(table, scale)),
      add: (table, scale) => void seen.add(keyOf(table, scale)),
    };
  };
}

const texts = new WeakMap<InferredTable, string>();

/** A table is part of the model of all tables that need it. */
function textOf(table: InferredTable): string {
  const text = texts.get(table) ?? JSON.stringify(table);
  texts.set(table, text);
  return text;
}

function modelOf(inferred: InferredModel, table: string): string {
  const needed = neededTables(inferred, [table]);
  const tables = inferred.tables.filter(({ name }) => needed.has(name));
  return [table, inferred.driving, ...tables.map(textOf)].join('\n');
}
