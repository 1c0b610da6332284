import { startEmbedded } from '../../src/postgres/embedded/start';
import { scanSchema } from '../../src/scan/scan-schema';
import { scanText } from '../../src/scan/scan-text';
import type { ScanFinding } from '../../src/scan/types';
import { readSchemaFiles } from '../../src/scenario/sources/schema-files';

/** What the child says of its scan, in one line. */
export interface ScanReport {
  readonly seconds: number;
  readonly tables: number;
  readonly queries: number;
  readonly skipped: number;
  readonly findings: readonly ScanFinding[];
  /** The first screen. */
  readonly text: string;
  /** Largest resident set of the process, in kB. */
  readonly memory: number;
}

/** `<file or folder> [schema of the search path…]` scans a schema as `plancliff scan` does. */
async function main(source: string, searchPath: readonly string[]): Promise<void> {
  const sources = await readSchemaFiles(process.cwd(), [source], () =>
    Promise.resolve(Buffer.of()),
  );
  const server = await startEmbedded({ env: process.env });
  try {
    const result = await scanSchema({
      server,
      sources,
      scales: [1e3, 1e5, 1e7, 1e9],
      given: {},
      ...(searchPath.length === 0 ? {} : { searchPath }),
      maxQueries: 300,
      signal: new AbortController().signal,
      onProgress: () => undefined,
    });
    const report: ScanReport = {
      seconds: result.seconds,
      tables: result.model.tables.length,
      queries: result.chosen.probes.length,
      skipped: result.settled.skipped.length,
      findings: result.findings,
      text: scanText(result, { all: false }),
      memory: process.resourceUsage().maxRSS,
    };
    process.stdout.write(`${JSON.stringify(report)}\n`);
  } finally {
    await server.close();
  }
}

main(process.argv[2] ?? '', process.argv.slice(3)).catch((error: unknown) => {
  process.stderr.write(
    `${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
  );
  process.exitCode = 2;
});
