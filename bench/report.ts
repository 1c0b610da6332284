/** One comparison of a run: what ours took or gave against what stands beside it. */
export interface Comparison {
  readonly what: string;
  readonly ours: string;
  readonly beside: string;
  /** Ours over beside, so oriented that more is better; absent where only a limit is given. */
  readonly ratio?: number;
  /** As in `at least 0.9`. */
  readonly aim: string;
  readonly met: boolean;
  /** What stands behind the figure, printed below the table. */
  readonly notes?: readonly string[];
}

/** A benchmark: its name on the command line, what it is in a line, and what it compares. */
export interface Benchmark {
  readonly name: string;
  readonly about: string;
  readonly run: (options: BenchOptions) => Promise<readonly Comparison[]>;
}

export interface BenchOptions {
  /** Row counts as the aims name them, instead of a tenth of them. */
  readonly full: boolean;
  /** Names or files; those of the part itself where empty. */
  readonly scenarios: readonly string[];
  /** In rising order; those of the part itself where empty. */
  readonly rows: readonly number[];
  /** How many times rows are loaded, each time drawn anew; at least 1. */
  readonly loads: number;
  /** Seed of the generator of names. */
  readonly seed: number;
  /** Schemas in which each file of a scanned schema looks for names; those of the files where empty. */
  readonly searchPath: readonly string[];
  /** Whether the corpus is loaded and measured before it is checked. */
  readonly measure: boolean;
}

export async function seconds(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return (performance.now() - started) / 1000;
}

/** The median, of an even number of values the lower of the two in the middle. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? NaN;
}

/**
 * Seconds of each contender, the median of `rounds`. They take turns within a round, so that whatever else the
 * machine does meets all of them.
 */
export async function compete<Name extends string>(
  rounds: number,
  contenders: { readonly [N in Name]: () => Promise<unknown> },
): Promise<{ readonly [N in Name]: number }> {
  const names = Object.keys(contenders) as Name[];
  const times = new Map(names.map((name) => [name, [] as number[]]));
  for (let round = 0; round < rounds; round++) {
    for (const name of names) times.get(name)?.push(await seconds(contenders[name]));
  }
  const entries = names.map((name) => [name, median(times.get(name) ?? [])] as const);
  return Object.fromEntries(entries) as { [N in Name]: number };
}

export function perSecond(count: number, took: number, unit: string): string {
  return `${Math.round(count / took).toLocaleString('en')} ${unit}/s`;
}

export const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;

/** A comparison whose aim is a ratio of at least `least`. */
export function atLeast(
  least: number,
  parts: { what: string; ours: string; beside: string; ratio: number },
): Comparison {
  return { ...parts, aim: `at least ${least}`, met: parts.ratio >= least };
}
