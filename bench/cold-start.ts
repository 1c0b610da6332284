import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runChild } from './child';
import { median, type Comparison } from './report';

const limit = 1.5;

/** Seconds from the start of a process to its first EXPLAIN, with an empty cache folder and with a filled one. */
export async function coldStart(): Promise<readonly Comparison[]> {
  const first: number[] = [];
  const later: number[] = [];
  for (let round = 0; round < 3; round++) {
    const cache = await mkdtemp(join(tmpdir(), 'plancliff-bench-'));
    try {
      const env = { ...process.env, XDG_CACHE_HOME: cache };
      first.push(await toFirstPlan(env));
      later.push(await toFirstPlan(env));
    } finally {
      await rm(cache, { recursive: true, force: true });
    }
  }
  const line = (what: string, took: number): Comparison => ({
    what,
    ours: `${took.toFixed(2)} s`,
    beside: '',
    aim: `at most ${limit} s`,
    met: took <= limit,
  });
  return [
    line('cold start, first run ever', median(first)),
    line('cold start, every further run', median(later)),
  ];
}

async function toFirstPlan(env: NodeJS.ProcessEnv): Promise<number> {
  const started = performance.now();
  let took = NaN;
  await runChild('cold-start-child', [], {
    env,
    onLine: (line) => {
      if (line === 'planned') took = (performance.now() - started) / 1000;
    },
  });
  return took;
}
