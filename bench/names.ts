import fc from 'fast-check';
import { startEmbedded } from '../src/postgres/embedded/start';
import { anyNames, namesPerSchema, type Names } from './names/schema';
import { keywordsOf, tryNames } from './names/try-names';
import { tryNamesInPull } from './names/try-pull';
import { tryNamesInScan } from './names/try-scan';
import { tryNamesInTrial } from './names/try-trial';
import type { BenchOptions, Comparison } from './report';

/** Schemas of one scenario: most of the time of a try goes into its databases. */
const together = 6;

/**
 * Plans over schemas of any names on every engine, and in verify with its statistics; of one schema of each scenario, also
 * what a trial runs and advises, a diagram, a scan, and the twin of the loaded tables. An input is a name in one place of a
 * schema or of its queries; each scenario has as many as its schemas have places.
 */
export async function names({ full, seed }: BenchOptions): Promise<readonly Comparison[]> {
  const wanted = full ? 10_000 : 1_000;
  const server = await startEmbedded({ env: process.env });
  const failures: string[] = [];
  const perTry = together * namesPerSchema;
  const tries = Math.ceil(wanted / perTry);
  try {
    const sets = fc.uniqueArray(anyNames(await keywordsOf(server)), {
      minLength: together,
      maxLength: together,
      selector: ({ schema }) => schema,
    });
    for (const [k, one] of fc.sample(sets, { numRuns: tries, seed }).entries()) {
      process.stderr.write(`  ${k + 1} of ${tries}, ${failures.length} failed\n`);
      const failed = (tried: readonly Names[]) => (error: unknown) => {
        failures.push(failureOf(error, tried));
        process.stderr.write(`${failures.at(-1) ?? ''}\n`);
      };
      await tryNames(server, one).catch(failed(one));
      for (const tryOthers of [tryNamesInTrial, tryNamesInScan, tryNamesInPull]) {
        await tryOthers(server, one.slice(0, 1)).catch(failed(one.slice(0, 1)));
      }
    }
  } finally {
    await server.close();
  }
  const inputs = tries * perTry;
  return [
    {
      what: 'names in schemas',
      ours: `${failures.length} failures in ${tries} scenarios`,
      beside: `${inputs.toLocaleString('en')} names of seed ${seed}`,
      aim: 'none fails',
      met: failures.length === 0,
      notes: failures,
    },
  ];
}

function failureOf(error: unknown, sets: readonly Names[]): string {
  const reason =
    error instanceof Error
      ? `${error.message} ${error.cause instanceof Error ? error.cause.message : ''}`
      : String(error);
  return `${reason}\n  ${JSON.stringify(sets)}`;
}
