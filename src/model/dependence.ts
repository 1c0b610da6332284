import { isRows } from './amount';
import { drawsNamed, rawSql } from './expression/raw-sql';
import type { Distribution, Model, TableModel } from './types';

/** On what a column's value in a row depends. */
export interface Dependence {
  /**
   * On how many draws of the row. `several` also stands for a value that is made from the row number where the column is in
   * a unique index. A draw that only moves a value among its neighbours, as the jitter of a time does, does not count.
   */
  readonly draws: 'none' | 'one' | 'several';
  /** On the row number itself, or only on its share of the row count, which is the same at every row count. */
  readonly row: 'none' | 'share' | 'number';
  /** Whether each row has a value of its own, and these rise with the row number. */
  readonly rises: boolean;
  /** Whether the value depends on the row count, or on that of another table, in another way. */
  readonly rowCount: boolean;
  /** Raw SQL of the scenario makes the value or a part of it: from a draw alone, or from the row number or row count. */
  readonly raw: 'none' | 'draw' | 'row';
  /** Whether the value follows another column's. */
  readonly follows: boolean;
}

/** Where a distribution stands. */
export interface DependenceOf {
  readonly model: Pick<Model, 'table'>;
  readonly table: Pick<TableModel, 'name' | 'columns'>;
}

/** @param of the column's distribution, or a part of it */
export function dependenceOf(of: Distribution, at: DependenceOf): Dependence {
  return lookUp(of, { ...at, following: [] });
}

interface Place extends DependenceOf {
  /** Columns whose values are being followed: none is followed twice. */
  readonly following: readonly string[];
}

type Of<Kind extends Distribution['kind']> = Extract<Distribution, { readonly kind: Kind }>;

const constant: Dependence = {
  draws: 'none',
  row: 'none',
  rises: false,
  rowCount: false,
  raw: 'none',
  follows: false,
};
const drawn: Dependence = { ...constant, draws: 'one' };
const drawnSeveralTimes: Dependence = { ...constant, draws: 'several' };
/** From the first row to the last, over the same span at every row count. */
const spread: Dependence = { ...constant, row: 'share', rises: true };

/** One row for every distribution: a new one does not compile without. */
const dependences: {
  readonly [Kind in Distribution['kind']]: (of: Of<Kind>, at: Place) => Dependence;
} = {
  serial: () => ({ ...constant, row: 'number', rises: true }),
  uniform: () => drawn,
  'uniform-distinct': () => ({ ...drawn, rowCount: true }),
  normal: () => drawn,
  zipf: ({ distinct }) => ({ ...drawn, rowCount: typeof distinct !== 'number' }),
  weighted: (of, { table }) =>
    table.columns.find(({ distribution }) => distribution === of)?.role?.kind === 'label'
      ? { ...drawn, row: 'number', rowCount: true }
      : drawn,
  boolean: () => drawn,
  reference: (of, { model, table }) => {
    if (isDealt(of, table))
      return { ...constant, row: of.ordered ? 'share' : 'number', rowCount: true };
    if (of.ordered) return { ...constant, row: 'share', rowCount: true };
    const grows = of.table === table.name || !hasFixedRows(model, of.table);
    return { ...drawnSeveralTimes, rowCount: grows };
  },
  time: () => spread,
  'time-uniform': () => drawn,
  text: () => drawnSeveralTimes,
  email: () => drawnSeveralTimes,
  'uuid-v4': () => drawnSeveralTimes,
  'uuid-v7': () => spread,
  jsonb: (of, at) =>
    together([
      ...(of.present === undefined ? [] : [drawn]),
      ...Object.values(of.keys).map((key) => lookUp(key, at)),
    ]),
  array: (of, at) =>
    together([drawn, ...[...(of.places ?? []), of.element].map((each) => lookUp(each, at))]),
  nullable: (of, at) => {
    const inner = lookUp(of.of, at);
    return { ...inner, draws: inner.draws === 'none' ? 'one' : inner.draws, rises: false };
  },
  correlated: (of, at) => {
    const own = lookUp(of.of, at);
    const all = together([drawn, own, followed(of.column, at)]);
    return { ...all, draws: 'several', raw: own.raw, follows: true };
  },
  'number-within': () => ({ ...constant, row: 'number', rowCount: true }),
  classes: ({ classes }, at) => {
    const inner = together(classes.map(({ of }) => lookUp(of, at)));
    const weights = classes.map(({ weight }) => weight).filter(isRows);
    return {
      ...inner,
      draws: 'several',
      row: weights.some(({ newest }) => newest !== undefined) ? 'number' : inner.row,
      rowCount: inner.rowCount || weights.length > 0,
    };
  },
  phases: ({ phases }, at) => {
    const inner = together(phases.map(({ of }) => lookUp(of, at)));
    const byNumber = inner.row === 'number' || phases.some(({ upTo }) => upTo?.kind === 'rows');
    return { ...inner, row: byNumber ? 'number' : 'share' };
  },
  constant: () => constant,
  words: () => drawnSeveralTimes,
  sql: ({ expression }) => {
    const draws = drawsNamed(expression).length > 1 ? drawnSeveralTimes : drawn;
    return namesRows(expression)
      ? { ...draws, row: 'number', rowCount: true, raw: 'row' }
      : { ...draws, raw: 'draw' };
  },
};

function lookUp<Kind extends Distribution['kind']>(of: Of<Kind>, at: Place): Dependence {
  const row = dependences[of.kind] as (of: Of<Kind>, at: Place) => Dependence;
  return row(of, at);
}

/** Of the column that another follows; where there is no such column, nothing is known. */
function followed(name: string, at: Place): Dependence {
  const column = at.table.columns.find((each) => each.name === name);
  if (column === undefined || at.following.includes(name)) return { ...drawn, rowCount: true };
  return lookUp(column.distribution, { ...at, following: [...at.following, name] });
}

/** Of a value with several parts. It does not rise, though a part of it may. */
function together(parts: readonly Dependence[]): Dependence {
  return {
    draws: parts.every(({ draws }) => draws === 'none') ? 'none' : 'several',
    row: most(parts, 'row', ['none', 'share', 'number']),
    rises: false,
    rowCount: parts.some(({ rowCount }) => rowCount),
    raw: most(parts, 'raw', ['none', 'draw', 'row']),
    follows: parts.some(({ follows }) => follows),
  };
}

function most<Key extends 'row' | 'raw'>(
  parts: readonly Dependence[],
  key: Key,
  order: readonly Dependence[Key][],
): Dependence[Key] {
  const highest = Math.max(0, ...parts.map((part) => order.indexOf(part[key])));
  return order[highest] as Dependence[Key];
}

/** Whether rows know their siblings by what a column refers to: they are then dealt to parents by their row numbers. */
function isDealt(of: Distribution, { columns }: DependenceOf['table']): boolean {
  return columns.find(({ distribution }) => distribution === of)?.role?.kind === 'dealt';
}

/** Whether raw SQL names the row number or the row count. */
function namesRows(expression: string): boolean {
  const marked = { i: 'row', n: 'row', scale: 'row', draw: (name: string) => name };
  return (
    rawSql(expression, marked) !== rawSql(expression, { ...marked, i: 'i', n: 'n', scale: 'scale' })
  );
}

/** Whether a table has as many rows at every scale. */
function hasFixedRows(model: DependenceOf['model'], table: string): boolean {
  const definition = model.table(table);
  return definition.rows(1_000) === definition.rows(1_000_000_000);
}
