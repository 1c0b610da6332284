import type { Engine } from '../engine/types';
import { PlancliffError } from '../errors';
import { parseScales, type Scales } from '../scenario/scales';
import type { Scenario, TwinFolder } from '../scenario/types';
import { rowsText } from '../text/figures';

interface Asked {
  /** Of the command line. */
  readonly scales?: Scales | undefined;
  readonly scenario: Scenario;
  /** Of the config. */
  readonly defaultScales?: Scales | undefined;
  readonly engine: Engine;
}

/**
 * The row counts that a scenario is swept over: those of the command line, its own, those of the config or the engine's.
 *
 * @throws PlancliffError `usage` where a twin would have to shrink
 */
export function sweptScales({ scales, scenario, defaultScales, engine }: Asked): Scales {
  const own = scenario.definition.scales;
  if (scenario.twin !== undefined)
    return fromToday(scales ?? parseScales(own ?? ''), scenario.twin);
  return (
    scales ?? (own === undefined ? undefined : parseScales(own)) ?? defaultScales ?? engine.scales
  );
}

/** What was pulled says nothing of smaller sizes. */
function fromToday(scales: Scales, { rows }: TwinFolder): Scales {
  const listed = scales.listed?.filter((scale) => scale >= rows);
  if (scales.to <= rows) {
    throw new PlancliffError('usage', {
      message: `a twin of ${rowsText(rows)} does not shrink to ${rowsText(scales.to)}`,
      hint: 'Leave out --scales, or name larger row counts.',
    });
  }
  return {
    ...scales,
    from: Math.max(rows, scales.from),
    ...(listed === undefined ? {} : { listed }),
  };
}
