import { formatRows } from '../text/row-count';
import { byCodeUnit } from './order';
import type { SnapshotHeader } from './types';

/**
 * What differs between two headers, one phrase each.
 *
 * A `different` world has no case in common that could be compared: plans of two majors, or of an engine
 * that models rows and one that has them. A `changed` one has: what a new column, another setting or a longer
 * sweep did to the plans is what a reviewer asks.
 */
export interface HeaderDifferences {
  readonly different: readonly string[];
  readonly changed: readonly string[];
  /** True where all that differs is how plancliff was run, and nothing of the scenario. */
  readonly circumstantial: boolean;
}

export function headerDifferences(
  accepted: SnapshotHeader,
  current: SnapshotHeader,
): HeaderDifferences {
  const different: string[] = [];
  const changed: string[] = [];
  if (accepted.major !== current.major) {
    different.push(`PostgreSQL ${current.major}, in the snapshot ${accepted.major}`);
  }
  if (accepted.engine !== current.engine) {
    different.push(`the ${current.engine} engine, in the snapshot ${accepted.engine}`);
  }
  if (accepted.scales.from !== current.scales.from || accepted.scales.to !== current.scales.to) {
    const disjoint =
      accepted.scales.from > current.scales.to || accepted.scales.to < current.scales.from;
    (disjoint ? different : changed).push(
      `row counts ${scales(current)}, in the snapshot ${scales(accepted)}`,
    );
  }
  const own = settingDifferences(accepted.settings, current.settings);
  if (accepted.digest !== current.digest) own.push('the schema or the data model');
  changed.push(...own);
  return { different, changed, circumstantial: own.length === 0 };
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

const scales = ({ scales: { from, to } }: SnapshotHeader): string =>
  `${formatRows(from)} to ${formatRows(to)}`;
