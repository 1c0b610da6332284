import path from 'node:path';
import type { ExitCode } from '../../exit-code';
import { chooseProbes } from '../../generate/choose-probes';
import { scenarioSource } from '../../generate/source/scenario-source';
import { shellWords } from '../../reporters/next-step';
import type { ProgressReporter } from '../../reporters/progress';
import { explainModelText } from '../../scan/explain-model';
import { scanJson } from '../../scan/scan-json';
import type { ScanProgress } from '../../scan/options';
import { ddlOf } from '../../scan/read/ddl';
import { readSchema } from '../../scan/read/read-schema';
import { scanSchema } from '../../scan/scan-schema';
import { scanText } from '../../scan/scan-text';
import { unreadLine } from '../../scan/unread-line';
import { shownPath } from '../../scenario/sources/find-files';
import { otherMigrations } from '../../scenario/sources/other-migrations';
import { readInputBytes } from '../../scenario/sources/read-input';
import { readSchemaFiles } from '../../scenario/sources/schema-files';
import type { CliProcess } from '../cli-process';
import { withOwnServer } from '../with-server';
import type { ScanCommandOptions } from './options';
import { writeNew } from './write-new';
import { programName } from '../program-name';

/** Few, and the engine needs a good second for each table at each. */
const scales = [1e3, 1e5, 1e7, 1e9];

/**
 * Scans a schema, and prints what to change in it.
 *
 * @throws PlancliffError where nothing of the schema is left, and of server, disk and interruption
 */
export async function scan(
  options: ScanCommandOptions,
  process: CliProcess,
  signal: AbortSignal,
): Promise<ExitCode> {
  const sources = await readSchemaFiles(options.cwd, options.sources, () =>
    readInputBytes(process.stdin),
  );
  const unread = otherMigrations(options.cwd, options.sources);
  return withOwnServer(options, process, signal, async ({ server, progress }) => {
    const common = {
      server: await server.get(),
      sources,
      scales,
      given: options.given,
      searchPath: options.searchPath,
      signal,
      onProgress: options.quiet ? () => undefined : shown(progress),
    };
    if (options.explainModel || options.write !== undefined) {
      const { settled, fitted, groups } = await readSchema(common);
      progress.stop();
      if (options.explainModel) {
        process.stdout.write(
          explainModelText(fitted.inferred, [...fitted.notes, ...unreadLine(unread)]),
        );
      }
      if (options.write !== undefined) {
        const { probes } = chooseProbes(groups, options.maxQueries);
        const file = path.resolve(options.cwd, options.write);
        const schemaFile = `${path.basename(file).replace(/\.[mc]?[jt]s$/, '')}.sql`;
        const schema = path.join(path.dirname(file), schemaFile);
        writeNew([
          { file: schema, text: `${ddlOf(settled, fitted)}\n` },
          { file, text: scenarioSource(schemaFile, fitted.inferred, probes) },
        ]);
        const named = [file, schema].map((each) => shownPath(options.cwd, each)).join(' and ');
        const check = `${programName(options.env)} check ${shellWords([shownPath(options.cwd, file)])}`;
        process.stdout.write(
          [`Wrote ${named}: \`${check}\` runs it.`, ...unreadLine(unread)].join('\n') + '\n',
        );
      }
      return 0;
    }
    const result = await scanSchema({ ...common, ...options, sources, unread });
    progress.stop();
    process.stdout.write(options.json ? scanJson(result) : scanText(result, options));
    return 0;
  });
}

function shown(progress: ProgressReporter): (event: ScanProgress) => void {
  return (event) => {
    switch (event.phase) {
      case 'read':
        progress.update({
          scenario: 'scan',
          phase: 'schema',
          scale: 0,
          done: event.done,
          total: event.total,
          ...(event.slow === undefined ? {} : { slow: event.slow }),
        });
        break;
      case 'fit':
        progress.update({ scenario: 'scan', phase: 'sample', scale: 1000 });
        break;
      case 'plan':
      case 'confirm':
        progress.update({ scenario: 'scan', ...event.of });
        break;
    }
  };
}
