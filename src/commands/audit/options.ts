import { type Order, orders } from '../../audit/server-workload';
import type { LoadConfig } from '../../config';
import { PlancliffError } from '../../errors';
import type { FailOn } from '../../exit-code';
import type { RuleLevels } from '../../scenario/types';
import type { CliProcess } from '../cli-process';
import type { CommonFlags } from '../command';
import { readFailOn } from '../option-values';
import { type CommonOptions, readOptions } from '../options';
import { stagingUrl } from '../staging-url';
import { readDuration } from '../../text/values';

/** As typed: nothing checked, nothing filled in. */
export interface AuditFlags extends CommonFlags {
  readonly databaseUrl?: string;
  readonly query?: string;
  readonly statementTimeout?: string;
  readonly lockTimeout?: string;
  readonly trustFunctions?: boolean;
  /** `--grow`, or false for `--no-grow`. */
  readonly grow?: string | boolean;
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
  /** Whether the ends of indexes may be looked up in the tables. */
  readonly liveEnds: boolean;
  /** Statements of pg_stat_statements that are taken at most, in this order. */
  readonly top: number;
  readonly order: Order;
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
  return {
    ...common,
    sources,
    query: flags.query,
    databaseUrl: stagingUrl('audit', flags.databaseUrl, common.env),
    statementTimeout: readDuration('--statement-timeout', flags.statementTimeout ?? '5s'),
    lockTimeout: readDuration('--lock-timeout', flags.lockTimeout ?? '1s'),
    trustFunctions: flags.trustFunctions === true,
    growTo: readGrow(flags.grow),
    liveEnds: flags.liveEnds === true,
    top: readTop(flags.top ?? '200'),
    order: readOrder(flags.order ?? 'total'),
    rules: config.rules ?? {},
    failOn: readFailOn(flags.failOn, config),
    json: flags.json === true,
  };
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

function readTop(top: string): number {
  const count = Number(/^\d{1,5}$/.exec(top.trim())?.[0]);
  if (count >= 1) return count;
  throw new PlancliffError('usage', {
    message: `--top does not take '${top}'`,
    reason: 'it takes a number of statements, from 1 to 99999.',
    hint: 'Write --top 50.',
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
