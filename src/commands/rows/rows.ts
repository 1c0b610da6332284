import { withModel } from '../../check/read-model';
import { PlancliffError } from '../../errors';
import type { ExitCode } from '../../exit-code';
import { didYouMean } from '../../text/nearest';
import { loadScenario } from '../../scenario/sources/load';
import type { LoadFile } from '../../scenario/sources/source';
import type { CliProcess } from '../cli-process';
import { withOwnServer } from '../with-server';
import type { RowsOptions } from './options';
import { readRows, type ShownTable } from './read-rows';
import { tablesText } from './rows-text';

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
  return withOwnServer(options, process, signal, async ({ server }) => {
    const { cwd, scenariosDirectory: directory, at, limit, table } = options;
    const scenario = await loadScenario(options.scenario, { cwd, directory, load });
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
        : tablesText(shown, options),
    );
    return 0;
  });
}
