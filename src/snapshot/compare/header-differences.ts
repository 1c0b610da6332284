import { formatRows } from '../../text/row-count';
import { byCodeUnit } from '../entry-order';
import { schemaChanges, type SchemaChange } from './schema-changes';
import type { SnapshotHeader } from '../types';

/** What differs between two headers, one phrase each. */
export interface HeaderDifferences {
  /**
   * Another major or engine, or row counts that do not meet: no case can be compared. Plans of two majors differ
   * for reasons that are not the scenario's.
   */
  readonly different: readonly string[];
  /** Other settings: the cases are compared so that a reviewer sees what they did, but nothing passes. */
  readonly settings: readonly string[];
  /** Other row counts that meet: the cases are compared where both looked. */
  readonly scales: readonly string[];
  /** What the schema or the data model has that it had not, and the reverse: the plans say whether it matters. */
  readonly schema: readonly SchemaChange[];
  /** Phrases of what the command line decides: the major and the row counts. */
  readonly circumstances: readonly string[];
}

export function headerDifferences(
  accepted: SnapshotHeader,
  current: SnapshotHeader,
): HeaderDifferences {
  const major =
    accepted.major === current.major
      ? []
      : [`PostgreSQL ${current.major}, in the snapshot ${accepted.major}`];
  const engine =
    accepted.engine === current.engine
      ? []
      : [`the ${current.engine} engine, in the snapshot ${accepted.engine}`];
  const scales = scaleDifferences(accepted.scales, current.scales);
  const disjoint =
    accepted.scales.from > current.scales.to || accepted.scales.to < current.scales.from;
  return {
    different: [...major, ...engine, ...(disjoint ? scales : [])],
    settings: settingDifferences(accepted.settings, current.settings),
    scales: disjoint ? [] : scales,
    schema: schemaChanges(accepted, current),
    circumstances: [...major, ...scales],
  };
}

function scaleDifferences(
  accepted: SnapshotHeader['scales'],
  current: SnapshotHeader['scales'],
): string[] {
  return accepted.from === current.from && accepted.to === current.to
    ? []
    : [`row counts ${scalesText(current)}, in the snapshot ${scalesText(accepted)}`];
}

function settingDifferences(
  accepted: SnapshotHeader['settings'],
  current: SnapshotHeader['settings'],
): string[] {
  return [...new Set([...Object.keys(accepted), ...Object.keys(current)])]
    .sort(byCodeUnit)
    .filter((name) => accepted[name] !== current[name])
    .map(
      (name) =>
        `${name} ${current[name] ?? 'by default'}, in the snapshot ${accepted[name] ?? 'by default'}`,
    );
}

const scalesText = ({ from, to }: SnapshotHeader['scales']): string =>
  `${formatRows(from)} to ${formatRows(to)}`;
