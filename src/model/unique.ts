import { PlancliffError } from '../errors';
import { identifiersIn } from '../postgres/identifiers';
import type { CatalogTable } from '../postgres/catalog/types';
import { withoutNulls } from './parts-of';
import type { Distribution, UniqueRole } from './types';

/** How a column's values must be made so that the table's unique indexes can be built. */
export type Uniqueness =
  | { readonly kind: 'none' }
  /** No two rows have the same value. */
  | { readonly kind: 'injective' }
  /** Places are dealt to the values one after the other, so that each row knows its number within its own. */
  | { readonly kind: 'dealt' }
  /** Rows of one value lie together, so that a `stratum` can tell them apart. */
  | { readonly kind: 'group' }
  /** No two rows of one group have the same value. `member` is SQL of a number from 0 to `count - 1`. */
  | { readonly kind: 'stratum'; member(count: number, bits: string): string }
  /** No two rows of a parent have the same label. `size` is SQL of their number, `quantile` of the row's own draw. */
  | {
      readonly kind: 'label';
      readonly within: string;
      readonly size: string;
      readonly most: number;
      readonly quantile: string;
    };

type Columns = ReadonlyMap<string, Distribution>;

/**
 * Which columns of a table must be unique, alone or within another, for its unique indexes to hold. Throws
 * a PlancliffError `model` where the distributions of an index can't be unique. Partial indexes and indexes
 * on expressions make their columns unique where that is possible, and are left to PostgreSQL where not.
 */
export function uniqueRoles(
  table: CatalogTable,
  columns: Columns,
  place: string,
): ReadonlyMap<string, UniqueRole> {
  const roles = dealtRoles(columns, place);
  // Short indexes first: what is unique alone is unique in every longer index.
  const indexes = table.indexes
    .filter((index) => index.unique)
    .sort((a, b) => a.columns.length - b.columns.length);
  for (const index of indexes) {
    const plain = index.columns.filter((name) => columns.has(name));
    const complete = plain.length === index.columns.length && index.predicate === undefined;
    if (plain.some((name) => roles.get(name)?.kind === 'injective')) continue;
    if (complete && plain.some((name) => isNumberWithin(columns.get(name), plain))) continue;
    if (!complete) {
      for (const name of columns.keys()) {
        const named = index.columns.some((text) => text === name || identifiersIn(text).has(name));
        if (named && canBeInjective(columns.get(name))) roles.set(name, { kind: 'injective' });
      }
      continue;
    }
    for (const [name, role] of rolesOf(plain, columns)) {
      const known = roles.get(name)?.kind;
      if (known !== undefined && known !== role.kind)
        throw impossible(place, index.name, plain, columns);
      roles.set(name, role);
    }
    if (
      plain.some((name) => ['injective', 'stratum', 'label'].includes(roles.get(name)?.kind ?? ''))
    )
      continue;
    throw impossible(place, index.name, plain, columns);
  }
  return roles;
}

/** References within which rows are numbered. */
function dealtRoles(columns: Columns, place: string): Map<string, UniqueRole> {
  const roles = new Map<string, UniqueRole>();
  for (const [name, of] of columns) {
    if (of.kind !== 'number-within') continue;
    const within = columns.get(of.column);
    if (within?.kind !== 'reference') {
      throw new PlancliffError('model', {
        message: `${place}.columns.${name}: numbers within '${of.column}', which is ${within === undefined ? 'no column with a distribution' : 'no reference()'}`,
        hint: 'Number rows within a column that is reference(…).',
      });
    }
    roles.set(of.column, { kind: 'dealt' });
  }
  return roles;
}

function isNumberWithin(of: Distribution | undefined, names: readonly string[]): boolean {
  return of?.kind === 'number-within' && names.includes(of.column);
}

function rolesOf(names: readonly string[], columns: Columns): [string, UniqueRole][] {
  const [injective] = names
    .filter((name) => canBeInjective(columns.get(name)))
    .sort((a, b) => reluctance(columns.get(a)) - reluctance(columns.get(b)));
  if (injective !== undefined) return [[injective, { kind: 'injective' }]];
  const kinds = names.map((name) => ({ name, of: bare(columns.get(name)) }));
  const [only] = kinds;
  if (kinds.length === 1 && only !== undefined) {
    return only.of?.kind === 'reference' ? [[only.name, { kind: 'injective' }]] : [];
  }
  // A key of several columns that refer to one row: unique if each row is referred to once.
  const leader = kinds.find(({ name }) => kinds.some(({ of }) => followsRow(of, name)));
  if (leader?.of?.kind === 'reference') return [[leader.name, { kind: 'injective' }]];
  const group = kinds.find(({ name }) => columns.get(name)?.kind === 'reference');
  const stratum = kinds.findLast(
    ({ name, of }) =>
      name !== group?.name && (of?.kind === 'reference' || (of?.kind === 'uniform' && of.integer)),
  );
  const label = kinds.find(({ of }) => of?.kind === 'weighted');
  if (group !== undefined && stratum === undefined && label !== undefined) {
    return [
      [group.name, { kind: 'dealt' }],
      [label.name, { kind: 'label', within: group.name }],
    ];
  }
  if (group === undefined || stratum === undefined) return [];
  return [
    [group.name, { kind: 'group' }],
    [stratum.name, { kind: 'stratum', within: group.name }],
  ];
}

/** A time would lose its jitter, and the author's own SQL can only be trusted: others go before them. */
function reluctance(distribution: Distribution | undefined): number {
  const kind = bare(distribution)?.kind;
  return kind === 'sql' ? 2 : kind === 'time' ? 1 : 0;
}

function followsRow(of: Distribution | undefined, leader: string): boolean {
  return (
    of?.kind === 'correlated' &&
    of.column === leader &&
    of.strength === 1 &&
    of.of.kind === 'reference'
  );
}

/** Whether the values can be made a function of the row number that never repeats. */
function canBeInjective(distribution: Distribution | undefined): boolean {
  const of = bare(distribution);
  if (of === undefined) return false;
  switch (of.kind) {
    case 'serial':
    case 'uuid-v4':
    case 'uuid-v7':
    case 'email':
    case 'sql':
    case 'time':
      return true;
    case 'text':
      return of.distinct === undefined;
    default:
      return false;
  }
}

/** The distribution of the values that are not null: nulls are distinct from one another. */
function bare(distribution: Distribution | undefined): Distribution | undefined {
  return distribution && withoutNulls(distribution);
}

function impossible(
  place: string,
  index: string,
  names: readonly string[],
  columns: Columns,
): PlancliffError {
  const given = names.map((name) => `${name}: ${columns.get(name)?.kind ?? 'none'}`).join(', ');
  return new PlancliffError('model', {
    message: `${place}: the values of unique index ${index} would repeat (${given})`,
    hint:
      names.length === 1
        ? 'Use serial(), uuidV4(), uuidV7(), email(), text() without `distinct`, or reference() to as many rows.'
        : 'Let one column be unique alone, or two be reference() and reference(), uniformInt(), weighted() or numberWithin().',
  });
}
