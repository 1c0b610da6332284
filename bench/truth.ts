import { startEmbedded } from '../src/postgres/embedded/start';
import { formatRows } from '../src/text/row-count';
import { allowance } from '../src/verify/agreement';
import { verifyScenario } from '../src/verify/verify-scenario';
import { unwatched } from '../test/helpers/world';
import { percent, type BenchOptions, type Comparison } from './report';
import { disagreementsOf } from './truth-text';
import { scenariosNamed } from './workload';
import type { VerifyResult } from '../src/verify/types';

/**
 * Runs of ANALYZE on the real rows: what they disagree among themselves is the noise floor. A plan that one run in five
 * has is missed by five runs every third time, by twenty once in a hundred.
 */
const runs = 20;

interface Sizes {
  readonly quick: readonly number[];
  readonly full: readonly number[];
}

/** The bundled scenarios and TPC-H. */
const usual: Sizes = { quick: [1e5], full: [1e5, 1e6, 1e7] };
/** 29 rows for each title: 100k titles are 2.9 million rows. */
const joinOrder: Sizes = { quick: [3e4], full: [1e5, 1e6] };

/** Files -> row counts; no file stands for the bundled scenarios. */
const workloads: readonly (readonly [readonly string[], Sizes])[] = [
  [[], usual],
  [['bench/workloads/tpch.ts'], usual],
  [['bench/workloads/join-order.ts'], joinOrder],
];

/** Share of cases that virtual tables plan as really loaded ones, beside the share that two ANALYZEs agree on. */
export async function truth({
  full,
  scenarios,
  rows,
}: BenchOptions): Promise<readonly Comparison[]> {
  const wanted =
    scenarios.length > 0 ? scenarios.map((name) => [[name], sizesOf(name)] as const) : workloads;
  const comparisons: Comparison[] = [];
  const server = await startEmbedded({ env: process.env });
  try {
    for (const [names, sizes] of wanted) {
      for (const scenario of await scenariosNamed(names)) {
        for (const scale of rows.length > 0 ? rows : full ? sizes.full : sizes.quick) {
          process.stderr.write(`  ${scenario.name} at ${formatRows(scale)}\n`);
          const result = await verifyScenario({
            server,
            scenario,
            rows: scale,
            runs,
            statistics: false,
            ...unwatched(),
          });
          comparisons.push(comparisonOf(result));
        }
      }
    }
    return comparisons;
  } finally {
    await server.close();
  }
}

const sizesOf = (name: string): Sizes =>
  workloads.find(([files]) => files.includes(name))?.[1] ?? usual;

function comparisonOf(result: VerifyResult): Comparison {
  const { agreement, floor, cases } = result.agreement;
  return {
    what: `same plan, ${result.scenario} at ${formatRows(result.rows)}, ${cases.length} cases`,
    ours: percent(agreement),
    beside: percent(floor),
    ratio: agreement / floor,
    aim: 'the noise, less 1 point',
    met: agreement >= floor - allowance && result.unplanned.length === 0,
    notes: disagreementsOf(result),
  };
}
