import type { WorkloadEntry } from '../../pull/types';
import { csvRows } from './csv';

/**
 * Statements of a CSV file with the columns of pg_stat_statements, as `copy (select * from pg_stat_statements) to stdout with
 * (format csv, header)` writes it; undefined for a file of another kind.
 */
export function statisticsCsv(text: string): readonly WorkloadEntry[] | undefined {
  const [head = [], ...rows] = csvRows(text.replace(/^\ufeff/, ''));
  const place = (...names: readonly string[]): number =>
    head.findIndex((name) => names.includes(name.trim().toLowerCase()));
  const [query, calls] = [place('query'), place('calls')];
  const [total, mean] = [
    place('total_exec_time', 'total_time'),
    place('mean_exec_time', 'mean_time'),
  ];
  if (query < 0 || calls < 0) return undefined;
  const number = (row: readonly string[], at: number): number => Number(row[at] ?? 0) || 0;
  return rows.flatMap((row) => {
    const sql = row[query]?.trim() ?? '';
    if (sql === '') return [];
    const count = number(row, calls);
    const totalMs = number(row, total) || number(row, mean) * count;
    const meanMs = number(row, mean) || totalMs / Math.max(1, count);
    return [{ sql, calls: count, totalMs, meanMs }];
  });
}
