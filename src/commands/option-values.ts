import type { Config } from '../config';
import { engines, modelEngines, type EngineName } from '../engine/engines';
import { PlancliffError } from '../errors';
import { type FailOn, failOnLevels } from '../exit-code';
import { resolveTarget } from '../postgres/target';
import { reporterNames, type ReporterName } from '../reporters/registry';
import { type DriverName, driverNames } from '../scenario/driver-names';
import type { Condition } from '../scenario/types';
import { isStaleFactor } from '../scenario/validate/validate-conditions';
import { cannotBe, readChoice, readShare } from '../text/values';

/**
 * DATABASE_URL and the PG* variables are there for other programs: in most repositories `.env` holds one. Only who
 * says `--allow-write` means them for plancliff as well.
 */
export function databaseOf(
  flag: string | undefined,
  env: NodeJS.ProcessEnv,
  allowWrite: boolean,
): string | undefined {
  if (allowWrite) return resolveTarget(flag, env)?.url;
  return flag ?? (env['PLANCLIFF_DATABASE_URL']?.trim() || undefined);
}

/**
 * The default engine on a server that plancliff starts; on any other the first one that works there.
 *
 * @throws PlancliffError `usage` for an engine that needs a server of its own, on one that is not
 */
export function chooseEngine(
  flag: string | undefined,
  config: Config,
  databaseUrl: string | undefined,
): EngineName {
  const asked = flag === undefined ? undefined : readChoice('--engine', flag, modelEngines);
  if (databaseUrl === undefined) return asked ?? config.engine ?? modelEngines[0];
  const anywhere = modelEngines.filter((name) => !engines[name].needsOwnServer);
  const chosen = asked ?? anywhere[0];
  if (chosen !== undefined && anywhere.some((name) => name === chosen)) return chosen;
  throw new PlancliffError('usage', {
    message: `the ${asked ?? modelEngines[0]} engine needs a server of its own, not --database-url`,
    reason: 'it changes files of the server, which it does only on a server that it started.',
    hint: `Remove --database-url, or use --engine ${anywhere.join(' or ')}.`,
  });
}

/** A factor by which statistics are stale, as a scenario's `conditions` take it. */
export function readFactor(name: string, text: string): number {
  const factor = text.trim() === '' ? NaN : Number(text);
  if (isStaleFactor(factor)) return factor;
  throw cannotBe(name, text, 'Write a number above 1, such as 1.1 or 10.');
}

/** Undefined where no switch asks for another state than fresh. */
export function readCondition({
  stale,
  bloat,
  notVisible,
}: {
  readonly stale?: string;
  readonly bloat?: string;
  readonly notVisible?: string;
}): Condition | undefined {
  const parts = [
    stale === undefined ? [] : [`stale ${stale}`],
    bloat === undefined ? [] : [`bloat ${bloat}`],
    notVisible === undefined ? [] : [`not visible ${notVisible}`],
  ].flat();
  if (parts.length === 0) return undefined;
  return {
    label: parts.join(', '),
    ...(stale === undefined ? {} : { stale: readFactor('--stale', stale) }),
    ...(bloat === undefined ? {} : { bloat: readShare('--bloat', bloat) }),
    ...(notVisible === undefined ? {} : { notVisible: readShare('--not-visible', notVisible) }),
  };
}

/** From which severity on a finding fails the run: the flag, else the config, else errors. */
export function readFailOn(flag: string | undefined, config: Config): FailOn {
  if (flag === undefined) return config.failOn ?? 'error';
  return readChoice('--fail-on', flag, failOnLevels);
}

/**
 * Each reporter once, in the order of the flags.
 *
 * @throws PlancliffError `usage` for JSON beside another one: standard output would be no document
 */
export function readReporters(
  flags: readonly string[] | undefined,
  json: boolean,
): readonly ReporterName[] {
  const asked = (flags ?? []).map((flag) => readChoice('--reporter', flag, reporterNames));
  const names = [...new Set(json ? [...asked, 'json' as const] : asked)];
  if (names.length === 0) return ['table'];
  if (names.length === 1 || !names.includes('json')) return names;
  throw new PlancliffError('usage', {
    message: `JSON and the reporter ${names.find((name) => name !== 'json') ?? ''} exclude each other`,
    reason: 'with JSON nothing else is written to standard output.',
    hint: 'Run the command once for each, or leave one of them out.',
  });
}

/**
 * Refuses pairs of flags that cannot be used together; `false` stands for a flag that was not given.
 *
 * @throws PlancliffError `usage` naming the first two of which both are given
 */
export function refuseBoth(
  ...pairs: readonly (readonly [first: string | false, second: string | false, reason: string])[]
): void {
  for (const [first, second, reason] of pairs) {
    if (first === false || second === false) continue;
    throw new PlancliffError('usage', {
      message: `${first} and ${second} exclude each other`,
      reason,
      hint: 'Leave one of them out.',
    });
  }
}

/** @throws PlancliffError `usage` where a flag is given without the one that it needs */
export function refuseWithout(
  [flag, given]: readonly [string, boolean],
  [needed, present]: readonly [string, boolean],
): void {
  if (!given || present) return;
  throw new PlancliffError('usage', {
    message: `${flag} needs ${needed}`,
    reason: `it has no effect without ${needed}.`,
    hint: `Add ${needed}, or leave ${flag} out.`,
  });
}

/** Reads a value where there is one. */
export function optional<Raw, Value>(
  raw: Raw | undefined,
  read: (raw: Raw) => Value,
): Value | undefined {
  return raw === undefined ? undefined : read(raw);
}

/** Statements of pg_stat_statements that are taken at most. */
export function readTop(top: string): number {
  const count = Number(/^\d{1,5}$/.exec(top.trim())?.[0]);
  if (count >= 1) return count;
  throw new PlancliffError('usage', {
    message: `--top does not take '${top}'`,
    reason: 'it takes a number of statements, from 1 to 99999.',
    hint: 'Write --top 50.',
  });
}

/** @throws PlancliffError `usage` for a driver that is not known */
export function readDriver(flag: string): DriverName {
  return readChoice('--driver', flag, driverNames);
}
