import { startEmbedded } from '../src/postgres/embedded/start';
import { families } from '../test/corpus/families';
import { scannedFamilies } from '../test/corpus/scanned/families';
import type { Family } from '../test/corpus/types';
import { curing, type Cure } from './cures';
import { judgeFamily } from './corpus/judge-family';
import { measureFamily } from './corpus/measure';
import { missesOf, scoreOf, type Judged, type Share } from './corpus/score';
import { percent, seconds, type BenchOptions, type Comparison } from './report';
import { scanned } from './scanned';

/** Severities that a check finds for cases whose truth was measured; with `--measure` that truth is measured first. */
export async function corpus(options: BenchOptions): Promise<readonly Comparison[]> {
  const known = [...families, ...scannedFamilies].map(({ name }) => name);
  const unknown = options.scenarios.filter((name) => !known.includes(name));
  if (unknown.length > 0) throw new Error(`No family of the corpus is named ${unknown.join(', ')}`);
  return [...(await scenarioCorpus(options)), ...(await scanned(options))];
}

async function scenarioCorpus(options: BenchOptions): Promise<readonly Comparison[]> {
  const { scenarios: names, measure } = options;
  const wanted = families.filter(({ name }) => names.length === 0 || names.includes(name));
  if (wanted.length === 0) return [];
  const judged: Judged[] = [];
  const cures: Cure[] = [];
  const server = await startEmbedded({ env: process.env });
  try {
    for (const family of wanted) {
      if (measure) await timed(family, 'measured', () => measureFamily(server, family));
      await timed(family, 'checked', async () => {
        const found = await judgeFamily(server, family);
        judged.push(...found.judged);
        cures.push(...found.cures);
      });
    }
  } finally {
    await server.close();
  }
  const tuned = judged.filter(({ heldOut }) => !heldOut);
  const heldOut = judged.filter((each) => each.heldOut);
  const all = comparisons('all cases', judged);
  const last = all.length - 1;
  return [
    ...all.map((each, place) => (place < last ? each : { ...each, notes: missesOf(judged) })),
    ...comparisons('tuned', tuned),
    ...comparisons('held out', heldOut),
    curing('corpus', cures),
  ];
}

async function timed(family: Family, what: string, work: () => Promise<void>): Promise<void> {
  const took = await seconds(work);
  process.stderr.write(`  ${family.name} ${what} in ${took.toFixed(1)} s\n`);
}

function comparisons(group: string, judged: readonly Judged[]): readonly Comparison[] {
  const { recall, precision, errorRecall, errorPrecision } = scoreOf(judged);
  const row = (what: string, { count, of }: Share, aim: string): Comparison => ({
    what: `corpus, ${group}: ${what}`,
    ours: of === 0 ? 'none' : percent(count / of),
    beside: `${count} of ${of}`,
    aim,
    met: count === of,
  });
  return [
    row('harmful cases with an error or warning', recall, 'all'),
    row('errors and warnings on harmful cases', precision, 'all'),
    row('cases to be an error that are one', errorRecall, 'all'),
    row('errors on harmful cases', errorPrecision, 'all'),
  ];
}
