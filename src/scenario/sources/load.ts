import { PlancliffError } from '../../errors';
import { didYouMean } from '../../text/nearest';
import { fileOf, filesIn, shownPath } from './find-files';
import { nameOfFile } from '../name-of-file';
import { loadFile } from './load-file';
import { withRecorded, type RecordedQueries } from './recorded';
import type { LoadFile } from './source';
import { sourceOf } from './sources';
import { twinsIn } from './twins';
import type { Scenario } from '../types';

export interface LoadOptions {
  /** Folder that names and the directory are relative to. */
  readonly cwd: string;
  /** Scenario names or paths; all scenarios of the directory where empty. */
  readonly names: readonly string[];
  /** `scenarios` where absent. */
  readonly directory?: string;
  /** Runs one module; in this process where absent. */
  readonly load?: LoadFile | undefined;
  /** Of the command line, in place of the scenarios' own queries. */
  readonly recorded?: RecordedQueries | undefined;
  /** Whether what `plancliff pull` wrote is wanted beside the scenarios. */
  readonly twins?: boolean;
}

/** A scenario file that could not be used. */
export interface LoadFailure {
  /** As messages name it: relative to `cwd`. */
  readonly file: string;
  readonly error: PlancliffError;
}

export interface LoadResult {
  readonly scenarios: Scenario[];
  readonly failures: LoadFailure[];
  /** Recorded queries that were left out, and why. */
  readonly notes: readonly string[];
}

/**
 * Loads scenarios and checks their shape; asks nothing of a server. One that fails does not stop the others.
 *
 * @throws PlancliffError `scenario` where there is no scenario at all, or none of a name
 */
export async function loadScenarios(options: LoadOptions): Promise<LoadResult> {
  const { cwd, names, directory = 'scenarios' } = options;
  const paths = names.map((name) => fileOf(cwd, name));
  const byName = names.filter((_, index) => paths[index] === undefined);
  const given = paths.filter((file) => file !== undefined);
  const inFolder =
    names.length === 0 || byName.length > 0
      ? allFiles(cwd, directory, options.twins === true ? twinsIn(cwd) : [])
      : [];
  const loaded = await loadAll([...new Set([...given, ...inFolder])], options);
  if (names.length === 0) return loaded;

  for (const name of byName) checkName(name, loaded, directory);
  const wanted = new Set([...given.map((file) => shownPath(cwd, file)), ...byName]);
  const isWanted = (file: string, name: string) => wanted.has(file) || wanted.has(name);
  return {
    scenarios: loaded.scenarios.filter(({ file, name }) => isWanted(file, name)),
    failures: loaded.failures.filter(({ file }) => isWanted(file, nameOfFile(file))),
    notes: loaded.notes,
  };
}

/** A project may have twins alone. */
function allFiles(cwd: string, directory: string, twinFiles: readonly string[]): readonly string[] {
  try {
    return [...filesIn(cwd, directory), ...twinFiles];
  } catch (error) {
    if (twinFiles.length === 0) throw error;
    return twinFiles;
  }
}

/**
 * Loads one scenario by its name or path.
 *
 * @throws PlancliffError `scenario` where there is none, or it could not be used
 */
export async function loadScenario(
  name: string,
  options: Omit<LoadOptions, 'names'>,
): Promise<Scenario> {
  const { scenarios, failures } = await loadScenarios({ ...options, names: [name] });
  const [scenario] = scenarios;
  const [failure] = failures;
  if (failure !== undefined) throw failure.error;
  if (scenario === undefined) throw new RangeError(`Nothing was loaded of ${name}`);
  return scenario;
}

async function loadAll(files: readonly string[], options: LoadOptions): Promise<LoadResult> {
  const { cwd, load = loadFile, recorded } = options;
  const scenarios: Scenario[] = [];
  const failures: LoadFailure[] = [];
  const notes = new Set<string>();
  // One after the other: a scenario's module may do anything, and its errors should come in file order.
  for (const path of files) {
    const file = shownPath(cwd, path);
    try {
      const loaded = await sourceOf(path).load(path, file, load);
      checkTwins(loaded, scenarios);
      if (loaded.twin !== undefined && options.twins !== true) throw noTwin(file);
      const added =
        loaded.twin === undefined
          ? await withRecorded(loaded, path, cwd, recorded)
          : { scenario: loaded, notes: [] };
      added.notes.forEach((note) => notes.add(note));
      scenarios.push(added.scenario);
    } catch (error) {
      if (!(error instanceof PlancliffError) || error.code === 'interrupted') throw error;
      failures.push({ file, error });
    }
  }
  return { scenarios, failures, notes: [...notes] };
}

function noTwin(file: string): PlancliffError {
  return new PlancliffError('scenario', {
    message: `${file} is a twin: it has no data model`,
    hint: 'Run `plancliff check` with it.',
  });
}

function checkTwins(scenario: Scenario, others: readonly Scenario[]): void {
  const twin = others.find(({ name }) => name === scenario.name);
  if (twin === undefined) return;
  throw new PlancliffError('scenario', {
    message: `${scenario.file}: the name '${scenario.name}' is already that of the scenario in ${twin.file}`,
    hint: 'Give one of them another `name`: their snapshots would share a file.',
  });
}

function checkName(name: string, { scenarios, failures }: LoadResult, directory: string): void {
  const known = [
    ...scenarios.map((scenario) => scenario.name),
    ...failures.map(({ file }) => nameOfFile(file)),
  ];
  if (known.includes(name)) return;
  throw new PlancliffError('scenario', {
    message: `no scenario '${name}' in ${directory}`,
    hint: didYouMean(name, known),
  });
}
