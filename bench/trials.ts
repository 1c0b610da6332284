import { isDeepStrictEqual } from 'node:util';
import { checkOnce, type Checked } from './check-once';
import { median, type BenchOptions, type Comparison } from './report';

/** How much longer a check may take for its trials. */
const aim = 1.5;

/**
 * Each bundled scenario checked with trials and without, by turns in processes of their own: what the trials take, and
 * whether every document says the same.
 */
export async function trials({ scenarios, loads }: BenchOptions): Promise<readonly Comparison[]> {
  const names = scenarios.length === 0 ? ['event-log', 'saas', 'web-shop'] : scenarios;
  const found: Comparison[] = [];
  const all: Pair[] = [];
  for (const name of names) {
    const pairs: Pair[] = [];
    for (let k = 1; k <= loads; k++) {
      const pair = {
        with: await checkOnce(name, []),
        without: await checkOnce(name, ['--no-trial']),
      };
      process.stderr.write(`  ${name} ${k}: ${pairText(pair)}\n`);
      pairs.push(pair);
    }
    all.push(...pairs);
    found.push(...timesOf(name, pairs), ...differences(name, pairs));
  }
  return names.length > 1 ? [...found, ...timesOf('all together', all)] : found;
}

interface Pair {
  readonly with: Checked;
  readonly without: Checked;
}

const pairText = ({ with: a, without: b }: Pair): string =>
  `${a.wall.toFixed(1)} s and ${b.wall.toFixed(1)} s, processor ${a.processor.toFixed(1)} s and ${b.processor.toFixed(1)} s`;

/** The medians of the pairs' ratios: both of a pair met the same machine. */
function timesOf(name: string, pairs: readonly Pair[]): readonly Comparison[] {
  return (['wall', 'processor'] as const).map((kind) => {
    const ratio = median(pairs.map((pair) => pair.with[kind] / pair.without[kind]));
    const total = (which: keyof Pair): string =>
      `${pairs.reduce((sum, pair) => sum + pair[which][kind], 0).toFixed(0)} s`;
    return {
      what: `${name}: ${kind === 'wall' ? 'time' : 'processor time'} with trials / without, ${pairs.length} times`,
      ours: total('with'),
      beside: total('without'),
      ratio,
      aim: `at most ${aim}`,
      met: ratio <= aim,
    };
  });
}

/** Documents of one scenario that are not equal to the first one. */
function differences(name: string, pairs: readonly Pair[]): readonly Comparison[] {
  const same = (what: string, values: readonly unknown[]): Comparison => {
    const equal = values.filter((value) => isDeepStrictEqual(value, values[0])).length;
    return {
      what: `${name}: ${what}`,
      ours: `${equal} equal`,
      beside: `${values.length}`,
      aim: 'all',
      met: equal === values.length,
      notes: values.flatMap((value, k) => firstDifference(`${name} ${k + 1}`, values[0], value)),
    };
  };
  return [
    same(
      'documents with trials',
      pairs.map((pair) => pair.with.document),
    ),
    same(
      'documents without trials',
      pairs.map((pair) => pair.without.document),
    ),
    same(
      'timelines with and without',
      pairs.flatMap((pair) => [timelines(pair.with), timelines(pair.without)]),
    ),
  ];
}

const timelines = ({ document }: Checked): unknown =>
  document.scenarios.map((each) => each['timelines']);

/** Where two values differ first, as a path; nothing where they are equal. */
function firstDifference(path: string, a: unknown, b: unknown): readonly string[] {
  if (isDeepStrictEqual(a, b)) return [];
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) {
    return [`${path}: ${JSON.stringify(a)} and ${JSON.stringify(b)}`];
  }
  const keys = [...new Set([...Object.keys(a), ...Object.keys(b)])];
  const [first] = keys.flatMap((key) =>
    firstDifference(
      `${path}.${key}`,
      (a as Record<string, unknown>)[key],
      (b as Record<string, unknown>)[key],
    ),
  );
  return first === undefined ? [] : [first];
}
