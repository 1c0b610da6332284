import { types } from 'node:util';
import { messageOf, PlancliffError } from '../errors';
import { drawKey, drawsIn, isDrawnValue, withLeaves } from '../model/drawn-values';
import type { Model } from '../model/types';
import type { Statement } from '../plan/types';
import type { Connection } from '../postgres/types';
import { compileQuery } from '../scenario/build-query';
import type { Case, CaseValues, Query } from '../scenario/types';

/**
 * The statement of one case at one scale: drawn values are looked up, a builder is called. Drawn values come back as
 * text and are bound as text, as the server prints them, so that no type is lost on the way through JavaScript. Dates
 * are bound in UTC: pg would write them in the time zone of this machine.
 *
 * @throws PlancliffError `scenario` where a builder throws, or gives what is no query; `model` where a value cannot be
 * drawn
 */
export async function resolveCase(
  each: Case,
  query: Query,
  model: Model,
  scale: number,
  connection: Connection,
): Promise<Statement> {
  const drawn = await drawValues(each, model, scale, connection);
  const values = bound(each.values, drawn);
  const { definition } = query;
  if ('sql' in definition) {
    return { sql: definition.sql, parameters: Array.isArray(values) ? (values as unknown[]) : [] };
  }
  const given = { ...each, values: values as CaseValues };
  const compiled = await compileQuery(given, query, definition);
  return {
    sql: compiled.sql,
    parameters: compiled.parameters.map((value) => bound(value, drawn)),
  };
}

type Drawn = ReadonlyMap<string, string | null>;

/** A drawn value is a function of model and scale, and many cases draw the same: each is asked for once. */
const memory = new WeakMap<Model, Map<string, string | null>>();

/** All drawn values of a case, by one select at most. */
async function drawValues(
  each: Case,
  model: Model,
  scale: number,
  connection: Connection,
): Promise<Drawn> {
  const known = memory.get(model) ?? new Map<string, string | null>();
  memory.set(model, known);
  const wanted = new Map(drawsIn(each.values).map((draw) => [drawKey(draw), draw]));
  const missing = [...wanted].filter(([key]) => !known.has(`${scale} ${key}`));
  if (missing.length > 0) {
    const list = missing.map(
      ([, draw], i) => `(${model.drawExpression(draw, scale)})::text as v${i}`,
    );
    const row = await selectOne(connection, list, () => {
      const names = missing.map(([key]) => key).join(', ');
      return `${each.id}: its values cannot be drawn from ${names}`;
    });
    missing.forEach(([key], i) => known.set(`${scale} ${key}`, row[`v${i}`] ?? null));
  }
  return new Map([...wanted.keys()].map((key) => [key, known.get(`${scale} ${key}`) ?? null]));
}

async function selectOne(
  connection: Connection,
  list: readonly string[],
  message: () => string,
): Promise<Record<string, string | null>> {
  try {
    const { rows } = await connection.query<Record<string, string | null>>(
      `select ${list.join(', ')}`,
    );
    return rows[0] ?? {};
  } catch (cause) {
    if (cause instanceof PlancliffError) throw cause;
    throw new PlancliffError('model', {
      message: message(),
      reason: messageOf(cause),
      hint: 'Give the value itself, or check the distribution of the column.',
      cause,
    });
  }
}

/** The same values with each draw and each date replaced by its text, however deep they lie. */
function bound(value: unknown, drawn: Drawn): unknown {
  return withLeaves(value, (leaf) => {
    if (isDrawnValue(leaf)) return drawn.get(drawKey(leaf)) ?? null;
    return types.isDate(leaf) && !Number.isNaN(leaf.getTime()) ? leaf.toISOString() : leaf;
  });
}
