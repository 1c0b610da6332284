import { startEmbedded } from '../src/postgres/embedded/start';
import { formatRows } from '../src/timeline/row-count';
import type { CaseAgreement, VerifyResult } from '../src/verify/types';
import { verifyScenario } from '../src/verify/verify-scenario';
import { percent, type BenchOptions, type Comparison } from './report';
import { workloads } from './workload';

/** Runs of ANALYZE on the real rows: what they disagree among themselves is the noise floor. */
const runs = 5;

/** Share of cases that virtual tables plan as really loaded ones, beside the share that two ANALYZEs agree on. */
export async function truth({ full }: BenchOptions): Promise<readonly Comparison[]> {
  const sizes = full ? [1e5, 1e6, 1e7] : [1e5];
  const comparisons: Comparison[] = [];
  const server = await startEmbedded({ env: process.env });
  try {
    for (const rows of sizes) {
      for (const scenario of await workloads()) {
        const result = await verifyScenario({
          server,
          scenario,
          rows,
          runs,
          statistics: false,
          onProgress: () => undefined,
          signal: new AbortController().signal,
        });
        comparisons.push(comparisonOf(result));
      }
    }
    return comparisons;
  } finally {
    await server.close();
  }
}

function comparisonOf({ scenario, rows, agreement, unsighted }: VerifyResult): Comparison {
  const { cases, agreement: share, floor, explained } = agreement;
  const title = `${scenario} at ${formatRows(rows)}`;
  return {
    what: `same plan, ${title}, ${cases.length} cases`,
    ours: percent(share),
    beside: percent(floor),
    ratio: share / floor,
    aim: 'the noise, less 1 point',
    met: explained && unsighted.length === 0,
    notes: [
      ...cases.filter((each) => each.agreement < 1).map((each) => disagreement(title, each)),
      ...unsighted.map(
        ({ query, case: label, failure }) =>
          `${title}: ${query} / ${label} does not plan: ${failure.message}`,
      ),
    ],
  };
}

function disagreement(title: string, of: CaseAgreement): string {
  const { query, case: label, verdict, agreement, floor, virtualAccess, realAccess } = of;
  const shares = `${percent(agreement)} of runs, two runs ${percent(floor)}`;
  return [
    `${title}: ${query} / ${label}: ${verdict} (${shares})`,
    ...virtualAccess.map((line) => `  virtual: ${line}`),
    ...realAccess.map((line) => `  real:    ${line}`),
  ].join('\n');
}
