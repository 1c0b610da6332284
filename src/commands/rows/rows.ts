import { withModel } from '../../check/read-model';
import { PlancliffError } from '../../errors';
import type { ExitCode } from '../../exit-code';
import { didYouMean } from '../../model/rows';
import { progressReporter } from '../../reporters/progress';
import { loadScenarios, type LoadFile } from '../../scenario/sources/load';
import type { CliProcess } from '../cli-process';
import { holdServer } from '../hold-server';
import type { RowsOptions } from './options';
import { readRows, type ShownTable } from './read-rows';
import { rowsText } from './rows-text';

/**
 * Prints rows of a scenario's tables.
 *
 * @throws PlancliffError `usage` for a table that the scenario lacks, `model` where its rows cannot be made
 */
export async function rows(
  options: RowsOptions,
  process: CliProcess,
  signal: AbortSignal,
  load?: LoadFile,
): Promise<ExitCode> {
  const progress = progressReporter(process.stderr);
  const server = holdServer(
    { ...options, databaseUrl: undefined, allowWrite: false },
    signal,
    (line) => progress.note(`Warning: ${line}`),
  );
  signal.addEventListener('abort', () => void server.close().catch(() => undefined));
  try {
    const { cwd, scenariosDirectory: directory, at, limit, table } = options;
    const loaded = await loadScenarios({ cwd, names: [options.scenario], directory, load });
    const [failure] = loaded.failures;
    if (failure !== undefined) throw failure.error;
    const [scenario] = loaded.scenarios;
    if (scenario === undefined)
      throw new PlancliffError('usage', { message: 'no scenario to show' });
    const range = { from: at, to: at };
    const shown = await withModel(
      await server.get(),
      scenario,
      range,
      async ({ model, connection }) => {
        const names = model.tables.map(({ name }) => name);
        if (table !== undefined && !names.includes(table)) {
          const message = `${scenario.name}: the data model has no table '${table}'`;
          throw new PlancliffError('usage', { message, hint: didYouMean(table, names) });
        }
        const wanted = model.tables.filter(({ name }) => table === undefined || name === table);
        const read: ShownTable[] = [];
        for (const each of wanted)
          read.push(await readRows({ connection, model }, each, { scale: at, limit }));
        return read;
      },
    );
    process.stdout.write(
      options.json
        ? `${JSON.stringify({ version: 1, scenario: scenario.name, at, tables: shown }, null, 2)}\n`
        : rowsText(shown, options.color),
    );
    return 0;
  } finally {
    progress.stop();
    await server.close();
  }
}
