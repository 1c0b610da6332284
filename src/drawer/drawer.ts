import { types as valueTypes } from 'node:util';
import { drawKey, drawsIn, isDrawnValue, withLeaves } from '../model/drawn-values';
import type { Statement } from '../plan/types';
import { sessionSettings } from './session-settings';
import { compileQuery } from '../scenario/build-query';
import type { Case, CaseValues, Query } from '../scenario/types';
import { withDriverTypes } from '../sql/driver-types';
import { driverTypes } from './drivers/driver-types';
import type { Drawer, TypeOf, ValueSource } from './types';

/**
 * A drawer of the cases of these queries.
 *
 * @param typeOf the type of a column that values are drawn from, for drivers that send types
 */
export function drawerOf(
  queries: readonly Query[],
  source: ValueSource,
  typeOf: TypeOf = () => undefined,
): Drawer {
  const byName = new Map(queries.map((query) => [query.name, query]));
  return {
    async statementsAt(scale, cases) {
      const statements: Statement[] = [];
      for (const each of cases) {
        const query = byName.get(each.query);
        if (query === undefined) throw new RangeError(`No query ${each.query}`);
        const all = drawsIn([each.values, each.session?.set]);
        const draws = new Map(all.map((draw) => [drawKey(draw), draw]));
        const drawn = draws.size === 0 ? new Map() : await source([...draws.values()], scale, each);
        statements.push(await statementOf(each, query, { drawn, typeOf }));
      }
      return statements;
    },
  };
}

/** What statements are made with. */
interface Around {
  readonly drawn: Drawn;
  readonly typeOf: TypeOf;
}

async function statementOf(each: Case, query: Query, around: Around): Promise<Statement> {
  const { drawn } = around;
  const { definition } = query;
  if ('sql' in definition) {
    const given = Array.isArray(each.values) ? (each.values as readonly unknown[]) : [];
    return inSession({ sql: definition.sql, parameters: given }, each, around);
  }
  // A builder may read its values; it gets the text of a drawn one.
  const values = bound(each.values, drawn) as CaseValues;
  const { sql, parameters } = await compileQuery({ ...each, values }, query, definition);
  return inSession({ sql, parameters: parameters.map(drawnIn(each, drawn)) }, each, around);
}

/**
 * Turns a text that a builder passed on back into the drawn value that it comes from, whose column determines its type. Of
 * several drawn values with the same text the first is taken.
 */
function drawnIn({ values }: Case, drawn: Drawn): (parameter: unknown) => unknown {
  const byText = new Map(
    drawsIn(values)
      .map((draw) => [drawn.get(drawKey(draw)), draw] as const)
      .toReversed(),
  );
  return (parameter) => (typeof parameter === 'string' && byText.get(parameter)) || parameter;
}

/** The statement in the session of its case, with the types of its parameters as casts. */
function inSession(
  { sql, parameters: given }: Pick<Statement, 'sql' | 'parameters'>,
  { session = {} }: Case,
  { drawn, typeOf }: Around,
): Statement {
  const { driver } = session;
  const parameters = given.map((value) => bound(value, drawn));
  const types =
    driver === undefined
      ? session.types
      : driverTypes(driver, { given, bound: parameters, typeOf });
  const settings = sessionSettings(session, (of) => drawn.get(drawKey(of)) ?? null);
  return {
    sql: types === undefined ? sql : withDriverTypes(sql, types),
    parameters,
    ...(types === undefined ? {} : { types }),
    ...(driver === undefined ? {} : { driver }),
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
    return valueTypes.isDate(leaf) && !Number.isNaN(leaf.getTime()) ? leaf.toISOString() : leaf;
  });
}
