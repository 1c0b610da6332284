import { type Order, orders } from '../../pull/workload/choose';
import { resolve } from 'node:path';
import type { WhatIf } from '../../audit/what-if/changes';
import { manifestIn } from '../../scenario/sources/twins';
import type { LoadConfig } from '../../config';
import { PlancliffError } from '../../errors';
import type { FailOn } from '../../exit-code';
import type { RuleLevels } from '../../scenario/types';
import type { CliProcess } from '../cli-process';
import type { CommonFlags } from '../command';
import { readFailOn, readTop, refuseBoth } from '../option-values';
import { type CommonOptions, readOptions } from '../options';
import { stagingUrl } from '../staging-url';
import { readDuration } from '../../text/values';
import { noGrowth, whatIfOf, type WhatIfNames } from './what-if-options';

/** As typed: nothing checked, nothing filled in. */
export interface AuditFlags extends CommonFlags, WhatIfNames {
  readonly databaseUrl?: string;
  readonly query?: string;
  readonly statementTimeout?: string;
  readonly lockTimeout?: string;
  readonly trustFunctions?: boolean;
  readonly time?: string;
  readonly liveEnds?: boolean;
  readonly top?: string;
  readonly order?: string;
  readonly failOn?: string;
  readonly json?: boolean;
}

export interface AuditOptions extends CommonOptions {
  readonly sources: readonly string[];
  readonly query: string | undefined;
  readonly databaseUrl: string;
  /** Milliseconds. */
  readonly statementTimeout: number;
  readonly lockTimeout: number;
  readonly trustFunctions: boolean;
  /** Up to how many times today's size; undefined for today's size alone. */
  readonly growTo: number | undefined;
  /** Months in place of a multiple. */
  readonly months: number | undefined;
  /** Whether the ends of indexes may be looked up in the tables. */
  readonly liveEnds: boolean;
  /** Statements of pg_stat_statements that are taken at most, in this order. */
  readonly top: number;
  readonly order: Order;
  /** Folder that `plancliff pull` wrote, in place of a database; absolute. */
  readonly twin: string | undefined;
  /** Changes that are tried on the twin. */
  readonly whatIf: WhatIf | undefined;
  readonly rules: RuleLevels;
  readonly failOn: FailOn;
  readonly json: boolean;
}

/** @throws PlancliffError `usage` where no database was named: an audit never takes one by guess */
export async function auditOptions(
  process: CliProcess,
  sources: readonly string[],
  flags: AuditFlags,
  load?: LoadConfig,
): Promise<AuditOptions> {
  const { common, config } = await readOptions(process, flags, load);
  const folder = sources.find((source) => manifestIn(resolve(common.cwd, source)) !== undefined);
  const twin = folder === undefined ? undefined : resolve(common.cwd, folder);
  refuseBoth(
    [
      flags.time !== undefined && '--time',
      flags.grow === false && '--no-grow',
      'without growth only the present is looked at.',
    ],
    [
      flags.time !== undefined && '--time',
      typeof flags.grow === 'string' && '--grow',
      'each says how far the tables grow.',
    ],
    [
      twin !== undefined && `the folder ${folder ?? ''}`,
      flags.databaseUrl !== undefined && '--database-url',
      'the folder stands in for the database.',
    ],
  );
  if (flags.grow === false && twin !== undefined) throw noGrowth();
  return {
    ...common,
    sources: sources.filter((source) => source !== folder),
    twin,
    whatIf: await whatIfOf(common.cwd, flags),
    query: flags.query,
    databaseUrl: twin === undefined ? stagingUrl('audit', flags.databaseUrl, common.env) : '',
    statementTimeout: readDuration('--statement-timeout', flags.statementTimeout ?? '5s'),
    lockTimeout: readDuration('--lock-timeout', flags.lockTimeout ?? '1s'),
    trustFunctions: flags.trustFunctions === true,
    growTo: readGrow(flags.grow),
    months: flags.time === undefined ? undefined : readMonths(flags.time),
    liveEnds: flags.liveEnds === true,
    top: readTop(flags.top ?? '200'),
    order: readOrder(flags.order ?? 'total'),
    rules: config.rules ?? {},
    failOn: readFailOn(flags.failOn, config),
    json: flags.json === true,
  };
}

const mostMonths = 1_200;

function readMonths(time: string): number {
  const [, count, unit] = /^(\d+(?:\.\d+)?)(m|y)?$/.exec(time.trim()) ?? [];
  const months = Number(count) * (unit === 'y' ? 12 : 1);
  if (months > 0 && months <= mostMonths) return months;
  throw new PlancliffError('usage', {
    message: `--time does not take '${time}'`,
    reason: `it takes a number of months up to ${mostMonths}.`,
    hint: 'Write --time 24, or --time 2y.',
  });
}

/** Tables grow to a thousand times their size where nothing else is said. */
const growthByDefault = 1_000;
const mostGrowth = 1_000_000;

function readGrow(grow: string | boolean | undefined): number | undefined {
  if (grow === false) return undefined;
  if (grow === undefined || grow === true) return growthByDefault;
  const factor = Number(/^(?:x|×)?(\d+(?:\.\d+)?)$/i.exec(grow.trim())?.[1]);
  if (factor > 1 && factor <= mostGrowth) return factor;
  throw new PlancliffError('usage', {
    message: `--grow does not take '${grow}'`,
    reason: `it takes a number above 1 and up to ${mostGrowth}.`,
    hint: 'Write --grow 100, or --no-grow to look at the current size alone.',
  });
}

function readOrder(order: string): Order {
  const found = orders.find((each) => each === order);
  if (found !== undefined) return found;
  throw new PlancliffError('usage', {
    message: `--order does not take '${order}'`,
    reason: `it takes ${orders.join(', ')}.`,
    hint: 'Write --order calls.',
  });
}
