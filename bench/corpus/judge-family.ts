import { sweepScenario, type SweptScenario } from '../../src/check/sweep-scenario';
import { virtualEngine } from '../../src/engine/virtual/engine';
import { severities } from '../../src/findings/kinds';
import type { Finding } from '../../src/findings/types';
import type { Server } from '../../src/postgres/types';
import { scenarioOf } from '../../test/corpus/scenario';
import type { Family } from '../../test/corpus/types';
import { curesAt, curesOf, tenth, type Cure } from '../cures';
import { withLoaded } from '../with-loaded';
import type { Judged } from './score';

/** Sweeps a family as `plancliff check` does, and takes the worst finding of each case, and all advice that helps. */
export async function judgeFamily(
  server: Server,
  family: Family,
): Promise<{ readonly judged: readonly Judged[]; readonly cures: readonly Cure[] }> {
  const scenario = scenarioOf(family);
  const swept = await sweepScenario({ server, scenario, engine: virtualEngine });
  const { findings, measurements } = swept;
  const judged = Object.entries(family.cases).map(([name, { cause, expected }]) => ({
    family: family.name,
    name,
    heldOut: family.heldOut,
    cause,
    expected,
    ...worst(findings.filter(({ query }) => query === name)),
  }));
  return { judged, cures: await furtherOn(curesOf(family.name, measurements), server, swept) };
}

/** Times the rows of a trial at which advice is applied again. */
const further = 10;

/**
 * Advice for a loss that begins beyond the rows of a trial saves little at these: it is applied to ten times as many rows,
 * and the figure there stands for it.
 */
async function furtherOn(
  cures: readonly Cure[],
  server: Server,
  swept: SweptScenario,
): Promise<readonly Cure[]> {
  const short = cures.filter(({ ratio }) => ratio < tenth);
  if (short.length === 0) return cures;
  const size = further * Math.max(...short.map((cure) => cure.size));
  const isShort = ({ of, text }: Pick<Cure, 'of' | 'text'>): boolean =>
    short.some((each) => each.of === of && each.text === text);
  const again = await withLoaded(server, { scenario: swept.scenario, size }, (loaded) =>
    curesAt(loaded, swept, isShort),
  );
  return cures.map(
    (cure) => again.find(({ of, text }) => of === cure.of && text === cure.text) ?? cure,
  );
}

function worst(findings: readonly Finding[]): Pick<Judged, 'got' | 'kinds'> {
  const got = severities.find((severity) => findings.some((each) => each.severity === severity));
  const kinds = findings.filter(({ severity }) => severity === got).map(({ kind }) => kind);
  return { got: got ?? 'none', kinds: [...new Set(kinds)] };
}
