import type { LoadConfig } from '../../config';
import type { CliProcess } from '../cli-process';
import type { CommonFlags } from '../command';
import { type CommonOptions, readOptions } from '../options';

/** As typed: nothing checked, nothing filled in. */
export interface ListFlags extends CommonFlags {
  readonly json?: boolean;
}

export interface ListOptions extends CommonOptions {
  readonly names: readonly string[];
  readonly json: boolean;
}

export async function listOptions(
  process: CliProcess,
  names: readonly string[],
  flags: ListFlags,
  load?: LoadConfig,
): Promise<ListOptions> {
  const { common } = await readOptions(process, flags, load);
  return { ...common, names, json: flags.json === true };
}
