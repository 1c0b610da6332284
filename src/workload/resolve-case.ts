import { types } from 'node:util';
import { messageOf, PlancliffError } from '../errors';
import type { Model } from '../model/types';
import type { Statement } from '../plan/types';
import type { Connection } from '../postgres/types';
import { isPlainObject } from '../scenario/process/plain-value';
import type { Case, CaseValues, BuiltQuery, CompiledQuery, Query } from '../scenario/types';
import { refuseMissing, watched } from './watched-values';
import { drawLabels, type DrawnValue } from '../model/draw';

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
  const compiled = await compile(each, query, () =>
    query.compile === undefined ? build(given, definition) : query.compile(given),
  );
  return {
    sql: compiled.sql,
    parameters: compiled.parameters.map((value) => bound(value, drawn)),
  };
}

/** Calls a builder with a case's values, and refuses a query that lacks one of them. */
export function build(given: Case, definition: BuiltQuery): CompiledQuery {
  const { read, names } = watched(given.values);
  const compiled = definition.build(read).compile();
  refuseMissing(given, compiled.parameters, names);
  return compiled;
}

/** Runs the author's code. */
async function compile(
  each: Case,
  query: Query,
  run: () => CompiledQuery | Promise<CompiledQuery>,
): Promise<CompiledQuery> {
  try {
    return await run();
  } catch (cause) {
    // A value is missing, or the module's process ended or took too long: the message says which.
    if (cause instanceof PlancliffError) throw cause;
    const { file, line } = query.position;
    throw new PlancliffError('scenario', {
      message: `${each.id}: the query's build function threw (${file}:${line})`,
      reason: messageOf(cause),
      hint: 'build gets the values of one case and returns a query that has compile(), as a Kysely builder does.',
      cause,
    });
  }
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
  const wanted = new Map<string, DrawnValue>();
  visitDraws(each.values, (draw) => wanted.set(keyOf(draw), draw));
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
  if (isDraw(value)) return drawn.get(keyOf(value)) ?? null;
  if (types.isDate(value) && !Number.isNaN(value.getTime())) return value.toISOString();
  if (Array.isArray(value)) return value.map((item) => bound(item, drawn));
  if (!isPlainObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [name, bound(inner, drawn)]),
  );
}

function visitDraws(value: unknown, visit: (draw: DrawnValue) => void): void {
  if (isDraw(value)) visit(value);
  else if (Array.isArray(value)) value.forEach((item) => visitDraws(item, visit));
  else if (isPlainObject(value)) Object.values(value).forEach((inner) => visitDraws(inner, visit));
}

function isDraw(value: unknown): value is DrawnValue {
  if (!isPlainObject(value)) return false;
  const { draw, from } = value;
  return typeof from === 'string' && (drawLabels as readonly unknown[]).includes(draw);
}

const keyOf = (draw: DrawnValue): string => `${draw.draw} ${draw.from}`;
