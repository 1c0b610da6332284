import type { ErrorParts } from '../../errors';
import type { VolatileCall } from '../../postgres/catalog/volatile-calls';

/** One row of a column that was evaluated twice. */
export interface Differing {
  readonly row: number;
  readonly first: string | null;
  readonly second: string | null;
}

export interface Volatile {
  /** `tables.t.columns.c`. */
  readonly column: string;
  readonly expression: string;
  readonly differing?: Differing | undefined;
  readonly calls: readonly VolatileCall[];
  /** Whether the expression asks for the time. */
  readonly asksClock: boolean;
  /** The scenario's. */
  readonly clock: string;
}

/** The error of an expression that does not give a row the same value at every run; undefined where it does. */
export function wordVolatile(of: Volatile): ErrorParts | undefined {
  const { column, expression, differing, asksClock, clock } = of;
  const builtIn = of.calls.filter((call) => call.builtIn).map(({ name }) => `${name}()`);
  const users = of.calls.filter((call) => !call.builtIn).map(({ name }) => `${name}()`);
  if (differing === undefined && builtIn.length === 0 && !asksClock) return undefined;
  const seen =
    differing === undefined
      ? ''
      : `: row ${differing.row} has ${shown(differing.first)}, then ${shown(differing.second)}`;
  return {
    message: `${column}: sql(${JSON.stringify(expression)}) does not repeat${seen}`,
    reason: `${reason(builtIn, users, asksClock)}; a row has to be the same in every run, in every database and each time it is made`,
    hint: asksClock
      ? `Write timestamptz '${clock}', the scenario's clock, in its place.`
      : 'Make the value of i (row number), n (row count) and u, u1, u2, … (random numbers of the row, 0 to below 1), which repeat: write u for random().',
  };
}

function reason(builtIn: readonly string[], users: readonly string[], asksClock: boolean): string {
  if (builtIn.length > 0) return `${builtIn.join(' and ')} ${is(builtIn)} VOLATILE`;
  if (asksClock) return 'the time of day is another one in the next run';
  if (users.length > 0) return `${users.join(' and ')} ${is(users)} VOLATILE`;
  return 'its value depends on more than the row';
}

const is = (names: readonly string[]): string => (names.length === 1 ? 'is' : 'are');

const longest = 40;

function shown(value: string | null): string {
  if (value === null) return 'null';
  return value.length > longest ? `${value.slice(0, longest)}…` : value;
}
