import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { messageOf, PlancliffError } from '../../errors';
import type {
  Activity,
  EarlierCounts,
  GrowthOverrides,
  Manifest,
  Pulled,
  Statistics,
  WorkloadEntry,
} from '../types';
import { pulledFiles } from './files';

/**
 * Reads what `plancliff pull` wrote. A schema or a workload may have been edited.
 *
 * @throws PlancliffError `usage` where a file is missing, is no JSON or has another format
 */
export async function readPulled(folder: string): Promise<Pulled> {
  const manifest = await json<Manifest>(folder, 'manifest');
  if (manifest.format !== 1) {
    throw new PlancliffError('usage', {
      message: `${folder} has format ${String(manifest.format)}, and this version reads format 1`,
      hint: 'Pull the database again.',
    });
  }
  const [statistics, settings, activity, schema, workload] = await Promise.all([
    json<Statistics>(folder, 'statistics'),
    json<Record<string, string>>(folder, 'settings'),
    json<Activity>(folder, 'activity'),
    text(folder, 'schema'),
    text(folder, 'workload'),
  ]);
  if (!Array.isArray(statistics.relations) || !Array.isArray(statistics.extended)) {
    throw unreadable(folder, 'statistics', 'it contains no list of relations');
  }
  const [earlier, growth] = await Promise.all([
    optional<EarlierCounts>(folder, 'earlier'),
    optional<GrowthOverrides>(folder, 'growth'),
  ]);
  return {
    manifest,
    statistics,
    settings,
    activity,
    schema,
    workload: entries(folder, workload),
    ...(earlier === undefined ? {} : { earlier }),
    ...(growth === undefined ? {} : { growth }),
  };
}

/** What a folder holds that is pulled into again. */
export interface Earlier {
  /** Absent where there is none, or it cannot be read. */
  readonly pulled?: Pulled;
  /** Why it cannot be read. */
  readonly unread?: string;
}

/** The pull in a folder that is about to be written over: one that is broken must not keep a new one out. */
export async function readEarlier(folder: string): Promise<Earlier> {
  try {
    await readFile(path.join(folder, pulledFiles.manifest));
  } catch {
    return {};
  }
  try {
    return { pulled: await readPulled(folder) };
  } catch (error) {
    const { reason, message } = error as PlancliffError;
    return { unread: reason === undefined ? message : `${message}: ${reason}` };
  }
}

function entries(folder: string, lines: string): readonly WorkloadEntry[] {
  return lines
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line, k) => {
      try {
        const entry = JSON.parse(line) as WorkloadEntry;
        if (typeof entry.sql === 'string') return entry;
      } catch {
        // The reason is the same.
      }
      throw unreadable(folder, 'workload', `line ${k + 1} is no JSON object with \`sql\``);
    });
}

async function optional<T extends object>(
  folder: string,
  part: keyof typeof pulledFiles,
): Promise<T | undefined> {
  return existsSync(path.join(folder, pulledFiles[part])) ? json<T>(folder, part) : undefined;
}

async function json<T extends object>(folder: string, part: keyof typeof pulledFiles): Promise<T> {
  const content = await text(folder, part);
  try {
    const value: unknown = JSON.parse(content);
    if (typeof value === 'object' && value !== null) return value as T;
  } catch (cause) {
    throw unreadable(folder, part, messageOf(cause));
  }
  throw unreadable(folder, part, 'it contains no JSON object');
}

async function text(folder: string, part: keyof typeof pulledFiles): Promise<string> {
  try {
    return await readFile(path.join(folder, pulledFiles[part]), 'utf8');
  } catch (cause) {
    throw unreadable(folder, part, messageOf(cause));
  }
}

function unreadable(
  folder: string,
  part: keyof typeof pulledFiles,
  reason: string,
): PlancliffError {
  return new PlancliffError('usage', {
    message: `${path.join(folder, pulledFiles[part])} cannot be read`,
    reason,
    hint: 'Pull the database again.',
  });
}
