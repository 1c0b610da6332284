import { parseScales } from '../src/scenario/scales';
import type { BenchOptions } from './report';

export interface Arguments extends BenchOptions {
  /** Parts to run; all where empty. */
  readonly parts: readonly string[];
  readonly help: boolean;
}

/**
 * `[--full] [--scenario name] [--rows list] [--loads count] [--seed number] [--measure] [--search-path a,b] [part…]`
 *
 * @throws Error for a part or an option that there is not, and for what is not a row count, a count of loads or a seed
 */
export function readArguments(args: readonly string[], known: readonly string[]): Arguments {
  const parts: string[] = [];
  const scenarios: string[] = [];
  const rows: number[] = [];
  let loads = 1;
  let seed = 1;
  let full = false;
  let help = false;
  let measure = false;
  let searchPath: readonly string[] = [];
  const rest = [...args];
  for (let arg = rest.shift(); arg !== undefined; arg = rest.shift()) {
    if (arg === '--full') full = true;
    else if (arg === '--measure') measure = true;
    else if (arg === '--help' || arg === '-h') help = true;
    else if (arg === '--scenario') scenarios.push(valueOf(arg, rest.shift()));
    else if (arg === '--rows') rows.push(...(parseScales(valueOf(arg, rest.shift())).listed ?? []));
    else if (arg === '--loads') loads = wholeNumber(arg, valueOf(arg, rest.shift()));
    else if (arg === '--seed') seed = wholeNumber(arg, valueOf(arg, rest.shift()));
    else if (arg === '--search-path') searchPath = valueOf(arg, rest.shift()).split(',');
    else if (arg.startsWith('-')) throw new Error(`No option ${arg}`);
    else if (!known.includes(arg)) throw new Error(`No part ${arg}; there is ${known.join(', ')}`);
    else parts.push(arg);
  }
  return { full, help, parts, scenarios, rows, loads, seed, measure, searchPath };
}

function wholeNumber(option: string, value: string): number {
  if (!/^[1-9]\d{0,14}$/.test(value)) throw new Error(`${option} is a whole number from 1 up`);
  return Number(value);
}

function valueOf(option: string, value: string | undefined): string {
  if (value === undefined || value.startsWith('-')) throw new Error(`${option} needs a value`);
  return value;
}
