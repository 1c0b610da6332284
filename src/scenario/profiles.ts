import { PlancliffError } from '../errors';
import { didYouMean } from '../text/nearest';
import { managed } from './managed-profiles';
import type { ScenarioDefinition } from './types';

/**
 * Planner settings of servers as they are commonly set up. Only what the planner reads is in them.
 *
 * - `effective_cache_size`: three quarters of the memory, what shared_buffers (a quarter by the documentation's
 *   Resource Consumption) and the operating system's cache come to together. The page "Tuning Your PostgreSQL
 *   Server" of wiki.postgresql.org calls half of the memory conservative and three quarters still reasonable.
 * - `random_page_cost` 1.1 on SSDs: the documentation's example of storage with a low random read cost.
 * - `work_mem`: a sixteenth to a quarter of a percent of the memory. The documentation only warns that a
 *   query may use it several times; these are what a machine bears with a hundred connections.
 * - workers: half the processors per query, as many as there are in all.
 */
export const profiles = {
  'postgres-defaults': {},
  /** 2 processors, 8 GB, SSD: a small managed instance. */
  'ssd-8gb': {
    effective_cache_size: '6GB',
    work_mem: '8MB',
    random_page_cost: '1.1',
    max_parallel_workers_per_gather: '1',
  },
  /** 8 processors, 32 GB, SSD. */
  'ssd-32gb': {
    effective_cache_size: '24GB',
    work_mem: '32MB',
    random_page_cost: '1.1',
    max_parallel_workers_per_gather: '4',
  },
  /** 32 processors, 128 GB, SSD. */
  'ssd-128gb': {
    effective_cache_size: '96GB',
    work_mem: '64MB',
    random_page_cost: '1.1',
    max_parallel_workers_per_gather: '4',
  },
  ...managed,
} as const satisfies Record<string, { readonly [setting: string]: string }>;

/**
 * The settings that differ from PostgreSQL's defaults: the profile's, then the scenario's own over them.
 * Numbers are in each setting's base unit, as in `postgresql.conf`.
 *
 * @throws PlancliffError `scenario` for an unknown profile, with the nearest
 */
export function resolveSettings(
  definition: Pick<ScenarioDefinition, 'profile' | 'settings'>,
): Record<string, string> {
  const { profile = 'postgres-defaults', settings = {} } = definition;
  if (!isProfile(profile)) {
    throw new PlancliffError('scenario', {
      message: `unknown profile '${String(profile)}'`,
      hint: didYouMean(String(profile), Object.keys(profiles)),
    });
  }
  const own = Object.entries(settings).map(([name, value]) => [name, settingText(value)] as const);
  return { ...profiles[profile], ...Object.fromEntries(own) };
}

function isProfile(name: unknown): name is keyof typeof profiles {
  return typeof name === 'string' && Object.hasOwn(profiles, name);
}

/** The value of a setting as `postgresql.conf` writes it. */
export function settingText(value: string | number | boolean): string {
  return typeof value === 'boolean' ? (value ? 'on' : 'off') : String(value);
}
