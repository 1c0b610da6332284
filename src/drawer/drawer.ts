import { types } from 'node:util';
import { drawKey, drawsIn, isDrawnValue, withLeaves } from '../model/drawn-values';
import type { Statement } from '../plan/types';
import { sessionSettings } from './session-settings';
import { compileQuery } from '../scenario/build-query';
import type { Case, CaseValues, Query } from '../scenario/types';
import { withDriverTypes } from '../sql/driver-types';
import type { Drawer, ValueSource } from './types';

/** A drawer of the cases of these queries. */
export function drawerOf(queries: readonly Query[], source: ValueSource): Drawer {
  const byName = new Map(queries.map((query) => [query.name, query]));
  return {
    async statementsAt(scale, cases) {
      const statements: Statement[] = [];
      for (const each of cases) {
        const query = byName.get(each.query);
        if (query === undefined) throw new RangeError(`No query ${each.query}`);
        const drawnIn = drawsIn([each.values, each.session?.set]);
        const draws = new Map(drawnIn.map((draw) => [drawKey(draw), draw]));
        const drawn = draws.size === 0 ? new Map() : await source([...draws.values()], scale, each);
        statements.push(await statementOf(each, query, drawn));
      }
      return statements;
    },
  };
}

async function statementOf(each: Case, query: Query, drawn: Drawn): Promise<Statement> {
  const values = bound(each.values, drawn) as CaseValues;
  const { definition } = query;
  const { sql, parameters } =
    'sql' in definition
      ? { sql: definition.sql, parameters: Array.isArray(values) ? (values as unknown[]) : [] }
      : await compileQuery({ ...each, values }, query, definition);
  return inSession(
    { sql, parameters: parameters.map((value) => bound(value, drawn)) },
    each,
    drawn,
  );
}

/** The statement in the session of its case, with the types of its parameters as casts. */
function inSession(statement: Statement, { session = {} }: Case, drawn: Drawn): Statement {
  const { types } = session;
  const settings = sessionSettings(session, (of) => drawn.get(drawKey(of)) ?? null);
  return {
    ...statement,
    ...(types === undefined ? {} : { sql: withDriverTypes(statement.sql, types), types }),
    ...(Object.keys(settings).length === 0 ? {} : { settings }),
  };
}

type Drawn = ReadonlyMap<string, string | null>;

/**
 * The same values with each draw and each date replaced by its text. Drawn values are bound as text, as the server
 * prints them, so that no type is lost on the way through JavaScript; dates in UTC, for pg would write them in the time
 * zone of this machine.
 */
function bound(values: unknown, drawn: Drawn): unknown {
  return withLeaves(values, (leaf) => {
    if (isDrawnValue(leaf)) return drawn.get(drawKey(leaf)) ?? null;
    return types.isDate(leaf) && !Number.isNaN(leaf.getTime()) ? leaf.toISOString() : leaf;
  });
}
