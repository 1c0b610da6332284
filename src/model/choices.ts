/** Columns that are decided together: by the class of a row, or by its place in the table. */
import { ownValue } from '../text/own-value';
import { checkWeight, isAmount } from './amount';
import {
  checkDistribution,
  checkNumber,
  checkOptions,
  checkShare,
  refuse,
  show,
} from './arguments';
import type { Amount, Distribution, Phase, RowClass, Weight, WeightedValue } from './types';

/** A distribution of values some of which have an amount of the rows in place of a weight. */
export function listedClasses(
  values: readonly (readonly [WeightedValue['value'], Weight])[],
): Distribution {
  return {
    kind: 'classes',
    classes: values.map(([value, weight]) => ({
      name: String(value),
      weight,
      of: { kind: 'constant', value },
    })),
  };
}

/** `one` in an amount of the rows, and `other` in all others. */
export function oneOrOther(amount: Amount, one: Distribution, other: Distribution): Distribution {
  return {
    kind: 'classes',
    classes: [
      { name: 'counted', weight: amount, of: one },
      { name: 'others', weight: 1, of: other },
    ],
  };
}

export interface MixtureClass<Column extends string> {
  /** A weight, `share(…)`, `rows(…)` or `backlog(…)`; 1 where absent: weights divide what the others leave. */
  readonly weight?: Weight;
  readonly columns: { readonly [C in Column]: Distribution };
}

/**
 * Columns that one event decides together, so that they are correlated by it: each row is of one of the classes, and has
 * its columns' values from there. To be spread among the columns of a table:
 * `columns: { ...mixture({ small: { weight: 9, columns: {…} }, large: { columns: {…} } }) }`.
 */
export function mixture<Column extends string>(classes: {
  readonly [name: string]: MixtureClass<Column>;
}): { readonly [C in Column]: Distribution } {
  const all = Object.entries(classes);
  if (all.length === 0) refuse('mixture', 'classes', 'is empty; must name at least one class');
  for (const [name, of] of all) checkOptions(`mixture: class '${name}'`, of, ['weight', 'columns']);
  const weights = all.map(([name, { weight = 1 }]) =>
    checkWeight('mixture', `weight of ${name}`, weight),
  );
  checkRest('mixture', weights);
  const names = sameColumns(
    'mixture',
    all.map(([name, { columns }]) => [`class '${name}'`, columns]),
  );
  return eachColumn(names, (column) => ({
    kind: 'classes',
    event: names.toSorted().join(', '),
    classes: all.map(([name, { columns }], k): RowClass => ({
      name,
      weight: weights[k] as Weight,
      of: columns[column as Column],
    })),
  }));
}

export interface PhaseOfRows<Column extends string> {
  /** Where the phase ends, counted from the first row of the table: `rows(1_000_000)` or `share(0.1)`. */
  readonly upTo?: Amount;
  readonly columns: { readonly [C in Column]: Distribution };
}

/**
 * Columns whose values change with the place of the row in the table: a bulk import in its first million rows, old
 * tenants in its first tenth. The last phase has the rest. Within a phase `time` runs from its `from` to its `to`, and
 * `serial` and the row number of `sql` count from its first row. To be spread among the columns, as a `mixture`.
 */
export function phases<Column extends string>(
  all: readonly PhaseOfRows<Column>[],
): { readonly [C in Column]: Distribution } {
  if (all.length < 2) refuse('phases', 'phases', `are ${all.length}; must be at least two`);
  for (const [k, of] of all.entries())
    checkOptions(`phases: phase ${k + 1}`, of, ['upTo', 'columns']);
  const names = sameColumns(
    'phases',
    all.map(({ columns }, k) => [`phase ${k + 1}`, columns]),
  );
  const ends = all.map(({ upTo }, k) => {
    if (k === all.length - 1) {
      if (upTo !== undefined)
        refuse('phases', `upTo of phase ${k + 1}`, 'is given; the last phase has the rest');
      return {};
    }
    return { upTo: checkEnd(`upTo of phase ${k + 1}`, upTo, all[k - 1]?.upTo) };
  });
  return eachColumn(names, (column) => ({
    kind: 'phases',
    phases: all.map(({ columns }, k): Phase => ({ ...ends[k], of: columns[column as Column] })),
  }));
}

function checkEnd(argument: string, upTo: unknown, before: Amount | undefined): Amount {
  if (!isAmount(upTo)) {
    refuse('phases', argument, `is ${show(upTo)}; must be rows(…) or share(…)`);
  }
  if (upTo.kind === 'share') checkShare('phases', argument, upTo.share);
  else checkNumber('phases', argument, upTo.rows, { min: 0, integer: true });
  const [end, last] = [upTo, before].map((of) => (of?.kind === 'rows' ? of.rows : of?.share));
  if (before?.kind === upTo.kind && (end as number) < (last as number)) {
    refuse('phases', argument, `is ${end}, before that of the phase before it, ${last}`);
  }
  return upTo;
}

/** Throws for shares of more than all rows, and where the rows that shares and numbers leave have no class. */
export function checkRest(constructor: string, weights: readonly Weight[]): void {
  const weighed = weights.filter((weight) => typeof weight === 'number');
  const shares = weights.flatMap((of) =>
    typeof of === 'object' && of.kind === 'share' ? [of.share] : [],
  );
  const sum = shares.reduce((total, each) => total + each, 0);
  if (sum > 1 + 1e-9) refuse(constructor, 'shares', `add up to ${sum}, more than all rows`);
  if (weighed.some((weight) => weight > 0)) return;
  if (shares.length > 0 && sum > 1 - 1e-9) return;
  const all = weighed.length === weights.length;
  refuse(
    constructor,
    all ? 'values' : 'weights',
    all
      ? 'has no weight above 0'
      : 'leave rows without a value; one of them must be a number above 0',
  );
}

function sameColumns(
  constructor: string,
  all: readonly (readonly [string, { readonly [column: string]: Distribution }])[],
): readonly string[] {
  const names = [...new Set(all.flatMap(([, columns]) => Object.keys(columns ?? {})))];
  if (names.length === 0) refuse(constructor, 'columns', 'are empty; must name at least one');
  for (const [place, columns] of all) {
    for (const name of names) {
      const given = ownValue(columns ?? {}, name);
      if (given === undefined) {
        refuse(
          constructor,
          place,
          `has no column '${name}', which another has; write constant(null) for none`,
        );
      }
      checkDistribution(constructor, `column '${name}' of ${place}`, given);
    }
  }
  return names;
}

function eachColumn<Column extends string>(
  names: readonly string[],
  of: (name: string) => Distribution,
): { readonly [C in Column]: Distribution } {
  return Object.fromEntries(names.map((name) => [name, of(name)])) as {
    readonly [C in Column]: Distribution;
  };
}
