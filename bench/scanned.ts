import { startEmbedded } from '../src/postgres/embedded/start';
import { scannedFamilies } from '../test/corpus/scanned/families';
import { judgeScanned, type JudgedScan } from './corpus/judge-scanned';
import type { Share } from './corpus/score';
import { missesOfScan, scoreScanned } from './corpus/score-scanned';
import { percent, seconds, type BenchOptions, type Comparison } from './report';

/** What a scan says of schemas, and a check of questions over them, beside what is known to be wrong with each. */
export async function scanned({ scenarios }: BenchOptions): Promise<readonly Comparison[]> {
  const wanted = scannedFamilies.filter(
    ({ name }) => scenarios.length === 0 || scenarios.includes(name),
  );
  if (wanted.length === 0) return [];
  const judged: JudgedScan[] = [];
  const server = await startEmbedded({ env: process.env });
  try {
    for (const family of wanted) {
      const took = await seconds(async () => {
        judged.push(...(await judgeScanned(server, family)));
      });
      process.stderr.write(`  ${family.name} judged in ${took.toFixed(1)} s\n`);
    }
  } finally {
    await server.close();
  }
  const groups = [
    ['all', judged],
    ['tuned', judged.filter(({ heldOut }) => !heldOut)],
    ['held out', judged.filter(({ heldOut }) => heldOut)],
  ] as const;
  return groups.flatMap(([group, of]) => comparisons(group, of));
}

function comparisons(group: string, judged: readonly JudgedScan[]): readonly Comparison[] {
  const { recall, precision, withoutError, silent } = scoreScanned(judged);
  const row = (what: string, { count, of }: Share, least: number, aim: string): Comparison => ({
    what: `scanned corpus, ${group}: ${what}`,
    ours: of === 0 ? 'none' : percent(count / of),
    beside: `${count} of ${of}`,
    aim,
    met: count >= least * of,
  });
  return [
    row('traps that are found', recall, 1, 'all'),
    {
      ...row('findings that name a trap', precision, 1, 'all'),
      notes: group === 'all' ? missesOfScan(judged) : [],
    },
    row('clean ones without an error', withoutError, 1, 'all'),
    row('clean ones without a finding', silent, 0.95, '95 %'),
  ];
}
