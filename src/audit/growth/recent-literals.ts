import type { Growth } from '../../engine/twin/growth/growth';
import { integerAxis, rangeOf } from '../../engine/twin/growth/numbers';
import type { Statement } from '../../plan/types';
import { constantsIn } from '../../pull/redact/constants';
import { readStatement, withConstants } from '../../pull/redact/workload';
import { type ComparedValue, uncast } from '../../sql/compared-values';
import type { TableOf } from '../../sql/known-tables';
import { nodeOf } from '../../sql/nodes';

/** A statement whose values near the end of a key go on with that key. */
export interface MovingStatement {
  /** Columns whose values move, as `schema.table.column`. */
  readonly columns: readonly string[];
  at(factor: number): Promise<Statement>;
}

/** Values in this last part of a key's range mean what was written lately. */
const recent = 0.1;

const ranges = /^[<>]=?$/;

/**
 * A statement that compares a rising key with a value near its end, such as `id > 9990000`: a thousand times the rows later
 * that value would mean nearly everything. Times need no such care: they reach further back as tables grow, and end today.
 *
 * @returns undefined where nothing moves
 */
export async function movingStatement(
  statement: Statement,
  growth: Growth,
  tableOf: TableOf,
): Promise<MovingStatement | undefined> {
  const read = await readStatement(statement.sql, tableOf);
  if (read === undefined) return undefined;
  const places = read.compared.flatMap((by): readonly Place[] => {
    const key = ranges.test(by.operator) ? keyOf(by, growth) : undefined;
    if (key === undefined) return [];
    const number = Number(nodeOf(uncast(by.value), 'ParamRef')?.['number'] ?? 0);
    const values = [
      ...constantsIn(by.value).map(({ location, text }) => ({ location, text })),
      ...(number > 0 ? [{ parameter: number - 1, text: textOf(statement.parameters[number - 1]) }] : []), // prettier-ignore
    ];
    return values.flatMap((value) => {
      const at = key.read(value.text);
      return at === undefined || at < key.to - recent * (key.to - key.from)
        ? []
        : [{ ...value, at, key, column: `${by.table}.${by.column}` }];
    });
  });
  if (places.length === 0) return undefined;
  return {
    columns: [...new Set(places.map(({ column }) => column))],
    async at(factor) {
      if (factor === 1) return statement;
      const parameters = [...statement.parameters];
      const constants = new Map<number, string>();
      for (const { at, key, parameter, location } of places) {
        const moved = String(Math.round(key.endAt(factor) - (key.to - at)));
        if (parameter !== undefined) parameters[parameter] = moved;
        if (location !== undefined) constants.set(location, moved);
      }
      return { sql: await withConstants(read.sql, constants), parameters };
    },
  };
}

interface Key {
  readonly from: number;
  readonly to: number;
  read(text: string): number | undefined;
  endAt(factor: number): number;
}

interface Place {
  readonly column: string;
  readonly key: Key;
  readonly at: number;
  readonly location?: number;
  readonly parameter?: number;
}

const textOf = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint'
    ? String(value)
    : '';

function keyOf({ table, column }: ComparedValue, growth: Growth): Key | undefined {
  const decision = growth.decisions.find(
    (each) => `${each.schema}.${each.table}` === table && each.column === column,
  );
  const today = decision?.rule === 'rising key' ? growth.columnAt(decision, 1) : undefined;
  const axis = today && integerAxis(today.type);
  const range = today && axis && rangeOf(today, axis);
  if (decision === undefined || axis === undefined || range === undefined) return undefined;
  return {
    ...range,
    read: (text) => axis.read(text),
    endAt(factor) {
      const grown = growth.columnAt(decision, factor);
      return (grown && rangeOf(grown, axis)?.to) ?? range.to;
    },
  };
}
