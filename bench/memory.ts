import { runChild } from './child';
import { median, type BenchOptions, type Comparison } from './report';

/** Peak memory of the client at a small and a hundred times larger scale, each in processes of their own. */
export async function memory({ full }: BenchOptions): Promise<readonly Comparison[]> {
  const scales = full ? [100_000, 10_000_000] : [20_000, 2_000_000];
  const peaks: number[] = [];
  for (const scale of scales) {
    // One process alone varies by a tenth: the collector runs when it likes.
    const runs: number[] = [];
    for (let run = 0; run < 3; run++) {
      await runChild('memory-child', [String(scale)], {
        onLine: (line) => runs.push(Number(line)),
      });
    }
    peaks.push(median(runs));
  }
  const [small = NaN, large = NaN] = peaks;
  const [few, many] = scales.map((scale) => scale.toLocaleString('en'));
  return [
    {
      what: `client memory, ${many} rows / ${few} rows`,
      ours: `${Math.round(large / 1024)} MB`,
      beside: `${Math.round(small / 1024)} MB`,
      ratio: large / small,
      aim: 'within 10 %',
      met: Math.abs(large / small - 1) <= 0.1,
    },
  ];
}
