import { turnsOf } from '../turns';
import type { VirtualDatabase } from './database';

/** Does work on a database that nobody else uses meanwhile. */
export type OnDatabase = <Result>(
  scale: number,
  work: (database: VirtualDatabase) => Promise<Result>,
) => Promise<Result>;

/** Gives work at a scale the database that is at this scale already, if it is free, or any other. */
export function takeTurns(databases: readonly VirtualDatabase[]): OnDatabase {
  const turns = turnsOf(databases);
  const scales = new Map<VirtualDatabase, number>();
  return async (scale, work) => {
    const database = await turns.take((each) => scales.get(each) === scale);
    scales.set(database, scale);
    try {
      return await work(database);
    } finally {
      turns.give(database);
    }
  };
}
