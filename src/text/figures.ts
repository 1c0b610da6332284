import { formatRows } from './row-count';

/** A planner cost as people read it, to three significant digits: `1.24M`, `12.5`, `840`. */
export function formatCost(cost: number): string {
  return cost < 1000 ? String(Number(cost.toPrecision(3))) : formatRows(cost);
}

/** A share of 0 to 1 as a percentage to two significant digits: `7.5 %`, `0.012 %`. */
export function formatShare(share: number): string {
  return `${Number((share * 100).toPrecision(2))} %`;
}

/** A slope on log-log axes as the power it stands for: `n^1.0`. */
export function formatSlope(slope: number): string {
  return `n^${(Object.is(Math.round(slope * 10), -0) ? 0 : slope).toFixed(1)}`;
}

/** Bytes in the units that PostgreSQL prints settings in: `4 MB`, `1.5 GB`. */
export function formatBytes(bytes: number): string {
  const units = ['bytes', 'kB', 'MB', 'GB', 'TB', 'PB'] as const;
  let value = bytes;
  let unit = 0;
  while (value >= 1024 && unit < units.length - 1) {
    value /= 1024;
    unit += 1;
  }
  return `${Number(value.toPrecision(3))} ${units[unit]}`;
}

/** `1 error`, `2 errors`, `3 indexes`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

/** `a`, `a and b`, `a, b and c`. */
export function listed(names: readonly string[]): string {
  const last = names.at(-1) ?? '';
  return names.length < 2 ? last : `${names.slice(0, -1).join(', ')} and ${last}`;
}

/** A row count with its noun: `1 row`, `41.2M rows`. What the planner expects is never below one row. */
export function rowsText(rows: number): string {
  return amountText(Math.max(1, rows), 'row');
}

/** A large count as people read it, with its noun: `1 page`, `41.2M pages`. */
export function amountText(count: number, noun: string): string {
  const text = formatRows(count);
  return `${text} ${text === '1' ? noun : `${noun}s`}`;
}
