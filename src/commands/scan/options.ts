import type { LoadConfig } from '../../config';
import { PlancliffError } from '../../errors';
import type { GivenRows } from '../../generate/model/row-counts';
import type { DriverName } from '../../scenario/driver-names';
import { parseRowCount } from '../../text/row-count';
import { cannotBe, readCount, readMajor } from '../../text/values';
import type { CliProcess } from '../cli-process';
import type { CommonFlags } from '../command';
import { optional, readDriver, refuseBoth } from '../option-values';
import { type CommonOptions, readOptions } from '../options';

/** As typed: nothing checked, nothing filled in. */
export interface ScanFlags extends CommonFlags {
  readonly rows?: string;
  readonly ratio?: string;
  readonly searchPath?: string;
  readonly explainModel?: boolean;
  readonly write?: string;
  readonly maxQueries?: string;
  readonly variants?: boolean;
  readonly driver?: string;
  readonly trial?: boolean;
  readonly pg?: string;
  readonly json?: boolean;
  readonly all?: boolean;
}

export interface ScanCommandOptions extends CommonOptions {
  readonly sources: readonly string[];
  readonly given: GivenRows;
  readonly searchPath: readonly string[] | undefined;
  readonly explainModel: boolean;
  readonly write: string | undefined;
  readonly maxQueries: number;
  readonly variants: boolean;
  readonly driver: DriverName | undefined;
  readonly noTrial: boolean;
  readonly pg: number | undefined;
  readonly json: boolean;
  readonly all: boolean;
}

export async function scanOptions(
  process: CliProcess,
  sources: readonly string[],
  flags: ScanFlags,
  load?: LoadConfig,
): Promise<ScanCommandOptions> {
  if (sources.length === 0) {
    throw new PlancliffError('usage', {
      message: 'scan needs a schema',
      hint: 'Name an SQL file, a folder of migrations, or - for standard input.',
    });
  }
  const { common, config } = await readOptions(process, flags, load);
  const rows = optional(flags.rows, (text) => readPairs('--rows', text, parseRowCount));
  const ratios = optional(flags.ratio, (text) => readPairs('--ratio', text, readRatio));
  const both = [...(rows?.keys() ?? [])].find((table) => ratios?.has(table));
  refuseBoth(
    [
      flags.explainModel === true && '--explain-model',
      flags.json === true && '--json',
      'what was inferred is printed as text.',
    ],
    [
      flags.write !== undefined && '--write',
      flags.json === true && '--json',
      'nothing is planned, so there is no result.',
    ],
    [
      both !== undefined && `--rows of ${both}`,
      both !== undefined && `--ratio of ${both}`,
      'each says how many rows the table has.',
    ],
  );
  return {
    ...common,
    sources,
    given: {
      ...(rows === undefined ? {} : { rows }),
      ...(ratios === undefined ? {} : { ratios }),
    },
    searchPath: optional(flags.searchPath, readSearchPath),
    explainModel: flags.explainModel === true,
    write: optional(flags.write, readScenarioFile),
    maxQueries: readCount('--max-queries', flags.maxQueries ?? '300', 1),
    variants: flags.variants === true,
    driver: optional(flags.driver, readDriver) ?? config.driver,
    noTrial: flags.trial === false,
    pg: optional(flags.pg, (value) => readMajor('--pg', value)) ?? config.pg,
    json: flags.json === true,
    all: flags.all === true,
  };
}

/** `check` loads modules by their extension: a scenario of another name would never run. */
export function readScenarioFile(file: string): string {
  if (/\.[mc]?ts$/.test(file)) return file;
  throw cannotBe('--write', file, 'Name a TypeScript file, such as scenarios/shop.ts.');
}

/** `musicbrainz,public` */
export function readSearchPath(text: string): readonly string[] {
  const schemas = text.split(',').map((schema) => schema.trim());
  if (!schemas.includes('')) return schemas;
  throw cannotBe('--search-path', text, 'Name schemas with commas, such as app,public.');
}

/** `orders=2m,customers=100k` */
function readPairs(
  flag: string,
  text: string,
  read: (value: string) => number,
): ReadonlyMap<string, number> {
  const pairs = text.split(',').map((pair): readonly [string, number] => {
    const [, name = '', value = ''] = /^\s*(.+?)\s*=\s*(.+?)\s*$/.exec(pair) ?? [];
    if (name !== '') return [name, read(value)];
    throw new PlancliffError('usage', {
      message: `${flag} "${pair}" is not table=number`,
      hint: `Write pairs with commas, e.g. ${flag} ${flag === '--rows' ? 'orders=2m,customers=100k' : 'customers=0.05'}.`,
    });
  });
  const counts = new Map(pairs);
  const [repeated] = pairs.find(([name, count]) => counts.get(name) !== count) ?? [];
  if (repeated === undefined) return counts;
  throw new PlancliffError('usage', {
    message: `${flag} names ${repeated} twice`,
    hint: 'Leave one of them out.',
  });
}

function readRatio(text: string): number {
  const ratio = Number(text);
  if (Number.isFinite(ratio) && ratio > 0) return ratio;
  throw new PlancliffError('usage', {
    message: `--ratio "${text}" is not a number above 0`,
    hint: 'Give rows for each row of the largest table, e.g. customers=0.05.',
  });
}
