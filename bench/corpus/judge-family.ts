import { sweepScenario } from '../../src/check/sweep-scenario';
import { virtualEngine } from '../../src/engine/virtual/engine';
import { severities } from '../../src/findings/kinds';
import type { Finding } from '../../src/findings/types';
import type { Server } from '../../src/postgres/types';
import { scenarioOf } from '../../test/corpus/scenario';
import type { Family } from '../../test/corpus/types';
import { curesOf, type Cure } from '../cures';
import type { Judged } from './score';

/** Sweeps a family as `plancliff check` does, and takes the worst finding of each case, and all advice that helps. */
export async function judgeFamily(
  server: Server,
  family: Family,
): Promise<{ readonly judged: readonly Judged[]; readonly cures: readonly Cure[] }> {
  const scenario = scenarioOf(family);
  const { findings, measurements } = await sweepScenario({
    server,
    scenario,
    engine: virtualEngine,
  });
  const judged = Object.entries(family.cases).map(([name, { cause, expected }]) => ({
    family: family.name,
    name,
    heldOut: family.heldOut,
    cause,
    expected,
    ...worst(findings.filter(({ query }) => query === name)),
  }));
  return { judged, cures: curesOf(family.name, measurements) };
}

function worst(findings: readonly Finding[]): Pick<Judged, 'got' | 'kinds'> {
  const got = severities.find((severity) => findings.some((each) => each.severity === severity));
  const kinds = findings.filter(({ severity }) => severity === got).map(({ kind }) => kind);
  return { got: got ?? 'none', kinds: [...new Set(kinds)] };
}
