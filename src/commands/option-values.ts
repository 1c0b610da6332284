import type { Config } from '../config';
import { engineNames, engines, type EngineName } from '../engine/engines';
import { PlancliffError } from '../errors';
import { type FailOn, failOnLevels } from '../exit-code';
import { resolveTarget } from '../postgres/target';
import { reporterNames, type ReporterName } from '../reporters/registry';
import type { Condition } from '../scenario/types';
import { isStaleFactor } from '../scenario/validate/validate-conditions';
import { readChoice, readShare } from '../text/values';

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
  const asked = flag === undefined ? undefined : readChoice('--engine', flag, engineNames);
  if (databaseUrl === undefined) return asked ?? config.engine ?? engineNames[0];
  const anywhere = engineNames.filter((name) => !engines[name].needsOwnServer);
  const chosen = asked ?? anywhere[0];
  if (chosen !== undefined && anywhere.includes(chosen)) return chosen;
  throw new PlancliffError('usage', {
    message: `the ${asked ?? engineNames[0]} engine needs a server of its own, not --database-url`,
    reason: 'it changes files of the server, which it does only on a server that it started.',
    hint: `Remove --database-url, or use --engine ${anywhere.join(' or ')}.`,
  });
}

/** A factor by which statistics are stale, as a scenario's `conditions` take it. */
export function readFactor(name: string, text: string): number {
  const factor = text.trim() === '' ? NaN : Number(text);
  if (isStaleFactor(factor)) return factor;
  throw new PlancliffError('usage', {
    message: `${name} cannot be '${text}'`,
    hint: 'Write a number above 1, such as 1.1 or 10.',
  });
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

/** Each reporter once, in the order of the flags. */
export function readReporters(flags: readonly string[] | undefined): readonly ReporterName[] {
  if (flags === undefined) return ['table'];
  return [...new Set(flags.map((flag) => readChoice('--reporter', flag, reporterNames)))];
}

/** Reads a value where there is one. */
export function optional<Raw, Value>(
  raw: Raw | undefined,
  read: (raw: Raw) => Value,
): Value | undefined {
  return raw === undefined ? undefined : read(raw);
}
