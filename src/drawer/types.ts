import type { DrawnValue } from '../model/draw';
import type { Statement } from '../plan/types';
import type { Case } from '../scenario/types';

/** Turns cases into statements: draws the values that their authors left to it, and calls builders. */
export interface Drawer {
  /**
   * Statements of these cases, in their order.
   *
   * @param scale rows of the driving table that the values are drawn for
   * @throws PlancliffError `scenario` where a builder throws, or returns what is no query; `model` where a value cannot
   * be drawn
   */
  statementsAt(scale: number, cases: readonly Case[]): Promise<readonly Statement[]>;
}

/** The type of a column as `format_type` prints it, by `table.column` as drawn values name it. */
export type TypeOf = (from: string) => string | undefined;

/**
 * Where a drawer takes its values from: text as the server prints it, by `drawKey`; null for NULL.
 *
 * @param draws of the case, each once
 * @throws PlancliffError `model` where one of them cannot be drawn
 */
export type ValueSource = (
  draws: readonly DrawnValue[],
  scale: number,
  of: Case,
) => Promise<ReadonlyMap<string, string | null>>;
