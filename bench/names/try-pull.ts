import { openSession } from '../../src/audit/session';
import { runGrowth } from '../../src/audit/growth/run-growth';
import { withModel } from '../../src/check/read-model';
import { seedEngine } from '../../src/engine/seed/engine';
import type { Connection, Server } from '../../src/postgres/types';
import { pull } from '../../src/pull/read/pull';
import { resolveSettings } from '../../src/scenario/profiles';
import type { Scenario } from '../../src/scenario/types';
import { scenarioOfNames, type Names } from './schema';

const signal = new AbortController().signal;
const rows = 2_000;

/**
 * Loads the tables of a schema with these names, and does with them what an audit does with a database: plans the
 * statements in its session, pulls what the planner knows, builds the twin, and grows it.
 *
 * @throws Error with the first statement that fails, or what the twin lacks
 */
export function tryNamesInPull(server: Server, sets: readonly Names[]): Promise<void> {
  return auditAndGrow(server, scenarioOfNames(sets));
}

interface Audited {
  /** Of the session; the database's own where absent. */
  readonly searchPath?: string;
  /** What of the pulled schema the twin is made of; all of it where absent. */
  readonly schemaOfTwin?: (schema: string) => string;
}

/** The same of any scenario. */
export async function auditAndGrow(
  server: Server,
  scenario: Scenario,
  { searchPath, schemaOfTwin = (schema) => schema }: Audited = {},
): Promise<void> {
  const cases = scenario.queries.flatMap((query) => query.cases);
  await withModel(server, scenario, { from: rows, to: rows }, async ({ model, drawer }) => {
    const world = await seedEngine.open({
      server, scenario, model, signal,
      settings: resolveSettings(scenario.definition),
      condition: { label: 'fresh' },
      onProgress: () => undefined,
    }); // prettier-ignore
    try {
      const statements = await drawer.statementsAt(rows, cases);
      const audited = await world.inspect(rows, async (connection: Connection) => {
        if (searchPath !== undefined) await connection.query(`set search_path = ${searchPath}`);
        const session = await openSession(connection, {
          statementTimeout: 60_000,
          lockTimeout: 60_000,
        });
        try {
          const requests = [];
          for (const [k, statement] of statements.entries()) {
            const { query = '', label = '' } = cases[k] ?? {};
            const request = { kind: 'custom', statement } as const;
            const outcome = await session.plan(request);
            if (!outcome.ok) throw new Error(`audit: ${query}: ${outcome.failure.message}`);
            const origin = { source: 'names', line: 1, query, case: label };
            requests.push({ origin, request, plan: outcome.plan });
          }
          const read = (reader: Connection) => pull(reader, session.searchPath, { liveEnds: true });
          const pulled = await session.read(read);
          return { requests, pulled: { ...pulled, schema: schemaOfTwin(pulled.schema) } };
        } finally {
          await session.end();
        }
      });
      const { growth } = await runGrowth({
        lacks: [],
        server, ...audited, signal,
        to: 100,
        onProgress: () => undefined,
      }); // prettier-ignore
      const { unplanned, lacks } = growth;
      const [failed] = unplanned;
      if (failed !== undefined) throw new Error(`twin: ${failed.query}: ${failed.reason}`);
      // An extension of a superuser's, whose lack says so.
      const unexpected = lacks.filter((lack) => !lack.includes('pageinspect'));
      if (unexpected.length > 0) throw new Error(`twin: ${unexpected.join('\n')}`);
    } finally {
      await world.close();
    }
  });
}
