import { checkName, checkNumber, refuse, show } from '../model/arguments';
import { type DrawLabel, type DrawnValue, type RowLabel, rowLabels } from '../model/draw';

/**
 * A case value that the data model picks at each scale, from `table.column`:
 *
 * - `common`: the most frequent value
 * - `rare`: the least frequent value that exists
 * - `absent`: a value that no row has
 * - `lowest`, `highest`: the value at either end
 * - `null`: null, cast to the column's type
 * - `list`: several different values, as an array
 * - `row`: values of several columns that one row has
 * - `near`: two values between which so many rows lie
 */
export const draw = {
  common: (from: string) => drawn('common', from),
  rare: (from: string) => drawn('rare', from),
  absent: (from: string) => drawn('absent', from),
  lowest: (from: string) => drawn('lowest', from),
  highest: (from: string) => drawn('highest', from),
  null: (from: string) => drawn('null', from),
  /** `count` different values as one array, for `= any($1)`: the most frequent ones where no label is given. */
  list(from: string, count: number, label: RowLabel = 'common'): DrawnValue {
    checkNumber('draw.list', 'count', count, { min: 1, max: 10_000, integer: true });
    return { ...drawn(checkLabel('draw.list', label), checkColumn('draw.list', from)), count };
  },
  /**
   * Values of these columns that one row has, to be spread into the values of a case: those that most rows have together
   * (`common`) or fewest (`rare`), or the first or last in the order of the columns (`lowest`, `highest`). `where` keeps to
   * rows with the drawn value of other columns: the newest row of a common tenant is
   * `draw.row('orders', 'highest', ['created_at'], { tenant_id: 'common' })`.
   */
  row(
    table: string,
    label: RowLabel,
    columns: readonly string[],
    where?: { readonly [column: string]: 'common' | 'rare' | 'lowest' | 'highest' },
  ): readonly DrawnValue[] {
    checkName('draw.row', 'table', table);
    checkLabel('draw.row', label);
    if (!Array.isArray(columns) || columns.length === 0) {
      refuse('draw.row', 'columns', `is ${show(columns)}; must be a list of columns`);
    }
    for (const of of Object.values(where ?? {})) checkLabel('draw.row', of);
    return columns.map((column) => ({
      draw: label,
      from: `${table}.${checkName('draw.row', 'column', column)}`,
      row: columns,
      ...(where === undefined ? {} : { where }),
    }));
  },
  /** Two values between which `rows` rows lie, of a column that rises with the row number: from where a label draws on, or up to the highest. */
  near(from: string, label: RowLabel, rows: number): readonly [DrawnValue, DrawnValue] {
    checkNumber('draw.near', 'rows', rows, { min: 1, integer: true });
    const first = drawn(checkLabel('draw.near', label), checkColumn('draw.near', from));
    const before = label === 'highest' ? rows : 0;
    return [
      { ...first, after: -before },
      { ...first, after: rows - before },
    ];
  },
} as const;

function checkLabel(constructor: string, label: unknown): RowLabel {
  const known = rowLabels.find((each) => each === label);
  return (
    known ??
    refuse(constructor, 'label', `is ${show(label)}; must be one of ${rowLabels.join(', ')}`)
  );
}

function drawn(label: DrawLabel, from: string): DrawnValue {
  return { draw: label, from: checkColumn(`draw.${label}`, from) };
}

function checkColumn(constructor: string, from: string): string {
  const column = checkName(constructor, 'from', from);
  if (!/^.+\..+$/s.test(column)) {
    refuse(constructor, 'from', `is '${column}'; must be 'table.column'`);
  }
  return column;
}
