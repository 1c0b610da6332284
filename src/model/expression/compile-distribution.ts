import { bigint } from '../sql-number';
import { words } from './words';
import type { Distribution } from '../types';
import { mixedSource } from '../draw-source';
import { boolean, constant, weighted } from './choice';
import { classes, phases } from './classes';
import { normal, serial, uniform, uniformDistinct, zipf } from './number';
import { rawSql } from './raw-sql';
import { parentRow, reference } from './reference';
import { array, jsonb } from './structured';
import { email, text, uuidV4, uuidV7 } from './text';
import { time, timeUniform } from './time';
import type { ReferredRow, Terms, Value } from './value';

/** The SQL of a distribution's value in one row. */
export function compileDistribution(distribution: Distribution, terms: Terms): Value {
  switch (distribution.kind) {
    case 'serial':
      return serial(distribution, terms);
    case 'uniform':
      return uniform(distribution, terms);
    case 'uniform-distinct':
      return uniformDistinct(distribution, terms);
    case 'normal':
      return normal(distribution, terms);
    case 'zipf':
      return zipf(distribution, terms);
    case 'weighted':
      return weighted(distribution, terms);
    case 'boolean':
      return boolean(distribution, terms);
    case 'constant':
      return constant(distribution, terms);
    case 'reference':
      return reference(distribution, terms);
    case 'time':
      return time(distribution, terms);
    case 'time-uniform':
      return timeUniform(distribution, terms);
    case 'text':
      return text(distribution, terms);
    case 'email':
      return email(distribution, terms);
    case 'uuid-v4':
      return uuidV4(distribution, terms);
    case 'uuid-v7':
      return uuidV7(distribution, terms);
    case 'jsonb':
      return jsonb(distribution, terms, compileDistribution);
    case 'array':
      return array(distribution, terms, compileDistribution);
    case 'nullable':
      return nullable(distribution, terms);
    case 'correlated':
      return correlated(distribution, terms);
    case 'number-within':
      return { sql: terms.world.siblingsOf(distribution.column).number, type: 'bigint' };
    case 'classes':
      return classes(distribution, terms, compileDistribution);
    case 'phases':
      return phases(distribution, terms, compileDistribution);
    case 'words':
      return words(distribution, terms);
    case 'sql':
      return ownSql(distribution.expression, terms);
  }
}

type Of<K extends Distribution['kind']> = Extract<Distribution, { readonly kind: K }>;

function nullable({ share, of }: Of<'nullable'>, terms: Terms): Value {
  const value = compileDistribution(of, terms);
  if (share <= 0) return value;
  const chance = terms.source.chance('null', share);
  return { sql: `case when ${chance} then null else ${value.sql} end`, type: value.type };
}

function correlated(distribution: Of<'correlated'>, terms: Terms): Value {
  const { column, strength, of } = distribution;
  const row = referredRow(distribution, terms);
  if (row !== undefined) return terms.world.keyAt(row.table, row.column, row.sql);
  const source = mixedSource(terms.source, terms.world.sourceOf(column), strength);
  return compileDistribution(of, { ...terms, source });
}

/**
 * The row that a column refers to, if it does. Where it follows another column that refers to the same table,
 * that is the other's row: so keys of several columns hold, and copies of a parent's column agree with it.
 */
export function referredRow(distribution: Distribution, terms: Terms): ReferredRow | undefined {
  if (distribution.kind === 'nullable') return referredRow(distribution.of, terms);
  if (distribution.kind === 'reference') {
    const { table, column } = distribution;
    if (table === terms.world.table) return undefined;
    return { table, column, sql: parentRow(distribution, terms) };
  }
  if (distribution.kind !== 'correlated') return undefined;
  const { of, strength } = distribution;
  const own = referredRow(of, terms);
  const other = terms.world.referredRowOf(distribution.column);
  if (own === undefined || other?.table !== own.table) return undefined;
  if (strength === 1) return { ...own, sql: other.sql };
  const follows = terms.source.chance('follows', strength);
  return { ...own, sql: `(case when ${follows} then ${other.sql} else ${own.sql} end)` };
}

/** The author's own SQL; its type is not known, so it is always cast. */
function ownSql(expression: string, terms: Terms): Value {
  const sql = rawSql(expression, {
    i: terms.place.i,
    n: bigint(terms.place.rows),
    scale: bigint(terms.scale),
    draw: (name) => terms.source.uniform(name),
  });
  return { sql: `(${sql})`, type: 'unknown' };
}
