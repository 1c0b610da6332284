import { ownValue } from '../text/own-value';
import { PlancliffError } from '../errors';
import { didYouMean } from '../text/nearest';
import type { TableDefinition } from './definition';
import type { Growth } from './types';

type Tables = { readonly [name: string]: TableDefinition };

/** Rows of a table at a scale. */
type RowCount = (scale: number) => number;

interface Counting {
  readonly tables: Tables;
  readonly driving: string;
  /** Those that are known by now, by table. */
  readonly counts: Map<string, RowCount>;
}

/**
 * Row counts of all tables as functions of the scale. Throws a PlancliffError `model` for a table without
 * a rule, a parent that isn't there, and parents in a circle.
 */
export function rowCounts(tables: Tables, driving: string): ReadonlyMap<string, RowCount> {
  const counting: Counting = { tables, driving, counts: new Map() };
  for (const name of Object.keys(tables)) count(counting, name, []);
  return counting.counts;
}

/** @param path tables whose row counts wait for this one */
function count(counting: Counting, name: string, path: readonly string[]): RowCount {
  const known = counting.counts.get(name);
  if (known !== undefined) return known;
  if (path.includes(name)) {
    const circle = [...path.slice(path.indexOf(name)), name].join(' -> ');
    throw failure(
      `tables.${name}.rows: the row counts form a circle: ${circle}`,
      'Give one of them ratio() or fixed().',
    );
  }
  const growth = growthOf(counting, name);
  const rows =
    growth === undefined
      ? whole
      : growing(growth, (parent) => {
          checkParent(counting, name, parent);
          return count(counting, parent, [...path, name]);
        });
  counting.counts.set(name, rows);
  return rows;
}

/** The rule that a table grows by; undefined for the driving one, which has as many rows as the scale. */
function growthOf({ tables, driving }: Counting, name: string): Growth | undefined {
  const rule = ownValue(tables, name)?.rows;
  if (name === driving) {
    if (rule === undefined) return undefined;
    throw failure(
      `tables.${name}.rows: the driving table has as many rows as the scale`,
      'Leave `rows` out, or choose another driving table.',
    );
  }
  if (rule !== undefined) return rule;
  throw failure(
    `tables.${name}.rows is missing`,
    `Say how many rows it has, e.g. ratio(0.1), fixed(100) or perParent('${driving}', 2).`,
  );
}

function checkParent({ tables }: Counting, name: string, parent: string): void {
  if (Object.hasOwn(tables, parent)) return;
  throw failure(
    `tables.${name}.rows: the data model has no table '${parent}'`,
    didYouMean(parent, Object.keys(tables)),
  );
}

function growing(rule: Growth, countOf: (parent: string) => RowCount): RowCount {
  switch (rule.kind) {
    case 'fixed':
      return () => rule.rows;
    case 'ratio':
      return (scale) => whole(scale * rule.ratio);
    case 'power':
      return (scale) => whole(rule.factor * scale ** rule.exponent);
    case 'saturating':
      return (scale) => whole((rule.limit * scale) / (scale + rule.halfAt));
    case 'up-to': {
      const inner = growing(rule.of, countOf);
      return (scale) => Math.min(rule.limit, inner(scale));
    }
    case 'per-parent': {
      const parent = countOf(rule.parent);
      return (scale) => whole(parent(scale) * rule.each);
    }
  }
}

/** Tables in an order in which each comes after those it `needs`; circles are cut where they close. */
export function parentsFirst(
  names: readonly string[],
  needs: (name: string) => readonly string[],
): string[] {
  const order: string[] = [];
  const visited = new Set<string>();
  const visit = (name: string) => {
    if (visited.has(name)) return;
    visited.add(name);
    for (const needed of needs(name)) visit(needed);
    order.push(name);
  };
  for (const name of names) visit(name);
  return order;
}

function whole(rows: number): number {
  return Math.max(1, Math.round(rows));
}

function failure(message: string, hint: string): PlancliffError {
  return new PlancliffError('model', { message, hint });
}
