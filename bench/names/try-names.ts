import { withModel } from '../../src/check/read-model';
import { virtualEngine } from '../../src/engine/virtual/engine';
import type { Server } from '../../src/postgres/types';
import { resolveSettings } from '../../src/scenario/profiles';
import { verifyScenario } from '../../src/verify/verify-scenario';
import type { Names } from './schema';
import { scenarioOfNames } from './schema';

const signal = new AbortController().signal;
const onProgress = (): void => undefined;

/** Visited in turn: virtual tables are made, their end rows are moved, and real rows take their place. */
const scales = [40_000, 1_000_000, 500];
/** Several times the sample of 900 rows, so that virtual statistics stand beside real ones. */
const verified = 6_000;

/** Figures of verify that chance has no say in; no model describes what a materialized view contains. */
const decided = new Set(['reltuples', 'level', 'lowest (bins off)', 'highest (bins off)']);

/** What each query returns: a share of the rows, or the same number at any row count. */
const expected: { readonly [query: string]: (rows: number) => number } = {
  newest: () => 10,
  late: (rows) => rows / 365,
  called: (rows) => rows / 7,
  // Of one month for each started 400,000 rows, the last day.
  grown: (rows) => rows / (30.4 * Math.ceil(rows / 400_000)),
};

/**
 * Plans the queries of a schema with these names on every engine, and compares the statistics of both.
 *
 * @throws Error with the first query that fails or whose estimate is off by more than half, or the first figure that
 * `verify --statistics` finds outside of its allowance
 */
export async function tryNames(server: Server, sets: readonly Names[]): Promise<void> {
  const scenario = scenarioOfNames(sets);
  const cases = scenario.queries.flatMap((query) => query.cases);
  const { model, statements } = await withModel(
    server,
    scenario,
    { from: 1_000, to: 1_000_000 },
    async (of) => ({
      model: of.model,
      statements: await Promise.all(scales.map((scale) => of.drawer.statementsAt(scale, cases))),
    }),
  );
  const world = await virtualEngine.open({
    server, scenario, model, onProgress, signal,
    settings: resolveSettings(scenario.definition),
    condition: { label: 'fresh' },
  }); // prettier-ignore
  try {
    for (const [place, scale] of scales.entries()) {
      const outcomes = await world.planAt(scale, statements[place] ?? []);
      outcomes.forEach((outcome, k) => {
        const { query = '' } = cases[k] ?? {};
        if (!outcome.ok) throw new Error(`${query} at ${scale}: ${outcome.failure.message}`);
        const wanted = expected[query.split(' ')[0] ?? '']?.(scale);
        const { rows } = outcome.plan;
        if (wanted === undefined || Math.abs(rows - wanted) <= wanted / 2 + 10) return;
        throw new Error(`${query} at ${scale}: ${rows} rows expected, ${wanted} right`);
      });
    }
  } finally {
    await world.close();
  }
  const result = await verifyScenario({
    server, scenario, onProgress, signal,
    rows: verified, runs: 2, statistics: true,
  }); // prettier-ignore
  const [failed] = result.unplanned;
  if (failed !== undefined) throw new Error(`verify: ${failed.query}: ${failed.failure.message}`);
  const off = (result.statistics ?? []).filter(
    ({ figure, within }) => !within && decided.has(figure),
  );
  if (off.length > 0) throw new Error(off.map((each) => JSON.stringify(each)).join('\n'));
}

/** All keywords of the server's grammar. */
export async function keywordsOf(server: Server): Promise<readonly string[]> {
  const database = await server.createDatabase('keywords');
  const connection = await database.connect();
  try {
    const { rows } = await connection.query<{ word: string }>('select word from pg_get_keywords()');
    return rows.map(({ word }) => word);
  } finally {
    await connection.end();
    await database.drop();
  }
}
