import { engineNames } from '../../engine/engines';
import { modelDigest } from '../../scenario/digest';
import { shownPath } from '../../scenario/sources/find-files';
import type { Scenario } from '../../scenario/types';
import { snapshotFile } from '../../snapshot/store/files';
import { readSnapshot, type StoredSnapshot } from '../../snapshot/store/store';

/** What `plancliff list --json` prints. */
export interface Listing {
  readonly version: 1;
  readonly scenarios: readonly ListedScenario[];
  readonly problems: readonly { readonly file: string; readonly message: string }[];
}

export interface ListedScenario {
  readonly name: string;
  readonly file: string;
  readonly description?: string;
  /** The table whose row count is the scale. */
  readonly driving: string;
  readonly snapshot: {
    readonly file: string;
    /** `outdated`: schema, data model, seed or clock are not those it was made with. */
    readonly state: 'accepted' | 'outdated' | 'absent' | 'unreadable';
  };
  readonly queries: readonly ListedQuery[];
}

export interface ListedQuery {
  readonly name: string;
  /** In the scenario's file, from 1. */
  readonly line: number;
  /** `accepted`: the snapshot holds a timeline of the case, under every condition. */
  readonly cases: readonly { readonly label: string; readonly accepted: boolean }[];
}

/** A scenario beside its snapshot. Asks no server. */
export async function listScenario(
  scenario: Scenario,
  options: { readonly cwd: string; readonly snapshotsDirectory: string },
): Promise<ListedScenario> {
  const { name, file, definition, queries, conditions } = scenario;
  const { path, stored } = await accepted(options.snapshotsDirectory, name);
  const entries = stored.state === 'read' ? stored.snapshot.entries : [];
  const known = new Set(entries.map((entry) => key(entry.query, entry.case, entry.condition)));
  const current =
    stored.state === 'read' && stored.snapshot.header.digest === modelDigest(scenario);
  const { description } = definition;
  return {
    name,
    file,
    ...(description === undefined ? {} : { description }),
    driving: definition.driving,
    snapshot: {
      file: shownPath(options.cwd, path),
      state: stored.state === 'read' ? (current ? 'accepted' : 'outdated') : stored.state,
    },
    queries: queries.map((query) => ({
      name: query.name,
      line: query.position.line,
      cases: query.cases.map(({ label }) => ({
        label,
        accepted: conditions.every((condition) =>
          known.has(key(query.name, label, condition.label)),
        ),
      })),
    })),
  };
}

/** The snapshot of the first engine that has one; of the default engine, absent, where none has. */
async function accepted(
  directory: string,
  name: string,
): Promise<{ readonly path: string; readonly stored: StoredSnapshot }> {
  const found = [];
  for (const engine of engineNames) {
    const path = snapshotFile(directory, name, engine);
    const stored = await readSnapshot(path);
    if (stored.state !== 'absent') return { path, stored };
    found.push({ path, stored });
  }
  return found[0] as { path: string; stored: StoredSnapshot };
}

const key = (...parts: readonly string[]): string => JSON.stringify(parts);
