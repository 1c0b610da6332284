import type { VirtualDatabase } from './database';

/** Does work on a database that nobody else uses meanwhile. */
export type OnDatabase = <Result>(
  scale: number,
  work: (database: VirtualDatabase) => Promise<Result>,
) => Promise<Result>;

/** Gives work at a scale the database that is at this scale already, if it is free, or any other. */
export function takeTurns(databases: readonly VirtualDatabase[]): OnDatabase {
  const idle = [...databases];
  const waiting: ((database: VirtualDatabase) => void)[] = [];
  const scales = new Map<VirtualDatabase, number>();
  const take = (scale: number): VirtualDatabase | undefined => {
    const same = idle.findIndex((database) => scales.get(database) === scale);
    return idle.splice(Math.max(0, same), 1)[0];
  };
  return async (scale, work) => {
    const database =
      take(scale) ?? (await new Promise<VirtualDatabase>((resolve) => waiting.push(resolve)));
    scales.set(database, scale);
    try {
      return await work(database);
    } finally {
      const next = waiting.shift();
      if (next === undefined) idle.unshift(database);
      else next(database);
    }
  };
}
