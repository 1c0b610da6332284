import { sweepScenario } from '../../src/check/sweep-scenario';
import { virtualEngine } from '../../src/engine/virtual/engine';
import { severities } from '../../src/findings/kinds';
import type { Finding } from '../../src/findings/types';
import type { Server } from '../../src/postgres/types';
import { scenarioOf } from '../../test/corpus/scenario';
import type { Family } from '../../test/corpus/types';
import type { Judged } from './score';

/** Sweeps a family as `plancliff check` does, and takes the worst finding of each case. */
export async function judgeFamily(server: Server, family: Family): Promise<readonly Judged[]> {
  const scenario = scenarioOf(family);
  const { findings } = await sweepScenario({ server, scenario, engine: virtualEngine });
  return Object.entries(family.cases).map(([name, { cause, expected }]) => ({
    family: family.name,
    name,
    heldOut: family.heldOut,
    cause,
    expected,
    ...worst(findings.filter(({ query }) => query === name)),
  }));
}

function worst(findings: readonly Finding[]): Pick<Judged, 'got' | 'kinds'> {
  const got = severities.find((severity) => findings.some((each) => each.severity === severity));
  const kinds = findings.filter(({ severity }) => severity === got).map(({ kind }) => kind);
  return { got: got ?? 'none', kinds: [...new Set(kinds)] };
}
