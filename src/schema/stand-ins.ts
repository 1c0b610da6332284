import { qualifiedName, quoteIdent } from '../postgres/quote';
import type { ServerError } from '../postgres/server-error';
import { escapePattern } from '../text/pattern';

/** What is created so that a statement which the server refused can run. */
export interface StandIn {
  readonly create: readonly string[];
  /** The statement as it then runs. */
  readonly sql: string;
  readonly note: string;
}

/**
 * A stand-in for what a statement lacks: a type of an extension that is not installed, or its function that makes
 * UUIDs. Undefined where there is none.
 */
export function standInFor({ code, message }: ServerError, sql: string): StandIn | undefined {
  return missingType(code, message, sql) ?? missingFunction(code, message, sql);
}

function missingType(code: string, message: string, sql: string): StandIn | undefined {
  // typenameType, src/backend/parser/parse_type.c
  const name =
    code === '42704' ? /^type "(.+?)(?:\[\])?" does not exist$/.exec(message)?.[1] : undefined;
  if (name === undefined) return undefined;
  const parts = name.split('.');
  const plain = parts.at(-1) ?? name;
  const [schema] = parts.length > 1 ? parts : [];
  const named = `${escapePattern(plain)}"?`;
  return {
    create: [
      ...(schema === undefined ? [] : [`create schema if not exists ${quoteIdent(schema)}`]),
      `create domain ${qualifiedName(schema ?? 'public', plain)} as text`,
    ],
    // A domain takes no modifier, as that of geometry(Point, 4326).
    sql: sql.replaceAll(new RegExp(`(\\b${named})\\s*\\([^()]*\\)`, 'gi'), '$1'),
    note: `the type ${name} is missing: text stands in for it`,
  };
}

function missingFunction(code: string, message: string, sql: string): StandIn | undefined {
  const found =
    code === '42883'
      ? /^function (?:([\w]+)\.)?(\w*uuid\w*|\w*ulid\w*)\(\) does not exist$/.exec(message)
      : null;
  if (found === null) return undefined;
  const [, schema = 'public', name = ''] = found;
  return {
    create: [
      `create schema if not exists ${quoteIdent(schema)}`,
      `create function ${qualifiedName(schema, name)}() returns uuid language sql volatile return pg_catalog.gen_random_uuid()`,
    ],
    sql,
    note: `the function ${name}() is missing: gen_random_uuid() stands in for it`,
  };
}
