import { startEmbedded } from '../src/postgres/embedded/start';
import { formatRows } from '../src/text/row-count';
import { median, seconds, type BenchOptions, type Comparison } from './report';
import { casesOf, contextFor, inWorld, scenariosNamed } from './workload';

const decades = [1e6, 1e7, 1e8, 1e9];

/** Seconds to bring a scenario's tables to a row count and plan all its cases there, from a million to a billion. */
export async function furtherDecades({
  full,
  scenarios,
}: BenchOptions): Promise<readonly Comparison[]> {
  const rounds = full ? 9 : 3;
  const server = await startEmbedded({ env: process.env });
  try {
    const comparisons: Comparison[] = [];
    for (const scenario of await scenariosNamed(
      scenarios.length > 0 || full ? scenarios : ['web-shop'],
    )) {
      const context = await contextFor(server, scenario, { from: 1e6, to: 2e9 });
      const cases = casesOf(scenario);
      const times = await inWorld('virtual', context, async (world) => {
        // The first time learns what holds for all row counts, on each of the databases.
        await Promise.all([1e6, 1.5e6].map((scale) => world.planAt(scale, cases)));
        const taken = new Map(decades.map((decade) => [decade, [] as number[]]));
        for (let round = 1; round <= rounds; round += 1) {
          for (const decade of decades) {
            const scale = Math.round(decade * (1 + round / 10));
            taken.get(decade)?.push(await seconds(() => world.planAt(scale, cases)));
          }
        }
        return decades.map((decade) => median(taken.get(decade) ?? []));
      });
      comparisons.push(comparisonOf(scenario.name, times));
    }
    return comparisons;
  } finally {
    await server.close();
  }
}

function comparisonOf(scenario: string, times: readonly number[]): Comparison {
  const [first = NaN] = times;
  const last = times.at(-1) ?? NaN;
  const each = times.map((took, k) => `${formatRows(decades[k] ?? 0)} ${took.toFixed(2)} s`);
  return {
    what: `${scenario}: one row count near 1B / near 1M`,
    ours: `${last.toFixed(2)} s`,
    beside: `${first.toFixed(2)} s`,
    ratio: first / last,
    aim: 'at least 0.8: constant',
    met: first / last >= 0.8,
    notes: [`${scenario}: ${each.join(', ')}`],
  };
}
