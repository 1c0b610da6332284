import { userInfo } from 'node:os';
import { PlancliffError } from '../errors';
import { redact } from './redact';

/** A connection string, taken apart. */
export interface Target {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly database: string;
  readonly password?: string;
  /** libpq's sslmode, and the files that go with it; `prefer` where absent. */
  readonly sslmode?: string;
  readonly sslrootcert?: string;
  readonly sslcert?: string;
  readonly sslkey?: string;
  /** Settings of the session, as `-c name=value`: what the role plans with on the server. */
  readonly options?: string;
}

/**
 * Reads `postgres://user:password@host:port/database?sslmode=…` or libpq's `host=… dbname=…`; what is missing
 * comes from the PG* variables of `env`, then from libpq's defaults. Throws a PlancliffError with code `usage`,
 * which never quotes the password.
 */
export function parseTarget(
  text: string,
  env: NodeJS.ProcessEnv,
  systemName: () => string = () => userInfo().username,
): Target {
  const given = /^[a-z]+:/i.test(text) ? fromUrl(text) : fromPairs(text);
  const part = (name: string, variable: string) => given[name] || env[variable] || undefined;
  const host = part('host', 'PGHOST') ?? 'localhost';
  const port = Number(part('port', 'PGPORT') ?? 5432);
  if (host.includes(',')) throw wrong(text, 'it names several hosts: give one');
  if (!Number.isInteger(port) || port < 1 || port > 65535)
    throw wrong(text, 'the port is not a number from 1 to 65535');
  const user = part('user', 'PGUSER') ?? ownName(systemName);
  const optional = {
    password: part('password', 'PGPASSWORD'),
    sslmode: part('sslmode', 'PGSSLMODE'),
    sslrootcert: part('sslrootcert', 'PGSSLROOTCERT'),
    sslcert: part('sslcert', 'PGSSLCERT'),
    sslkey: part('sslkey', 'PGSSLKEY'),
    options: part('options', 'PGOPTIONS'),
  };
  return {
    host,
    port,
    user,
    database: part('dbname', 'PGDATABASE') ?? user,
    ...(Object.fromEntries(
      Object.entries(optional).filter(([, value]) => value !== undefined),
    ) as Partial<Target>),
  };
}

/** libpq's default. Containers run with user IDs that have no entry in /etc/passwd: Node then throws an error of the system. */
function ownName(systemName: () => string): string {
  try {
    return systemName();
  } catch (cause) {
    throw new PlancliffError('usage', {
      message: `the connection URL contains no user, and user ID ${process.getuid?.() ?? ''} has no name here`,
      hint: 'Write postgres://user@host/database, or set PGUSER.',
      cause,
    });
  }
}

/** Where a target leads, as it may be shown: `user@host:port/database`. */
export function describeTarget({ host, port, user, database }: Target): string {
  return host.startsWith('/')
    ? `${user}@${host}/${database}`
    : `${user}@${host.includes(':') ? `[${host}]` : host}:${port}/${database}`;
}

interface Parts {
  readonly [name: string]: string | undefined;
}

// The userinfo ends at the *last* @ before the path, as browsers read it: many a password holds one.
const urlShape =
  /^postgres(?:ql)?:\/\/(?:(?<user>[^:/?#]*)(?::(?<password>[^/?#]*))?@)?(?<host>\[[^\]]*\]|[^:/?#@]*)(?::(?<port>[^/?#@]*))?(?:\/(?<dbname>[^?#]*))?(?:\?(?<query>[^#]*))?$/i;

function fromUrl(text: string): Parts {
  const match = urlShape.exec(text.trim());
  if (!match?.groups)
    throw wrong(
      text,
      /^postgres(ql)?:\/\//i.test(text)
        ? 'a part of it is not percent-encoded, or the order is wrong'
        : 'it does not start with postgres://',
    );
  const { user, password, host, port, dbname, query } = match.groups;
  const decode = (part: string | undefined) => {
    try {
      return part === undefined ? undefined : decodeURIComponent(part);
    } catch {
      throw wrong(text, 'a % in it stands for itself: write %25');
    }
  };
  return {
    user: decode(user),
    password: decode(password),
    host: decode(host)?.replace(/^\[(.*)\]$/, '$1'),
    port,
    dbname: decode(dbname),
    ...Object.fromEntries(new URLSearchParams((query ?? '').replaceAll('+', '%2B'))),
  };
}

/** libpq's `key=value` pairs: values in single quotes where they hold spaces, with \' and \\ inside. */
function fromPairs(text: string): Parts {
  const pair = /\s*(\w+)\s*=\s*(?:'((?:[^'\\]|\\.)*)'|([^\s']\S*)?)(?=\s|$)/gy;
  const parts: Record<string, string> = {};
  let end = 0;
  for (const match of text.matchAll(pair)) {
    parts[match[1] ?? ''] = (match[2] ?? match[3] ?? '').replace(/\\(.)/g, '$1');
    end = match.index + match[0].length;
  }
  if (end === 0 || text.slice(end).trim() !== '')
    throw wrong(text, 'it is neither a postgres:// URL nor key=value pairs');
  return parts;
}

function wrong(text: string, reason: string): PlancliffError {
  return new PlancliffError('usage', {
    message: `not a connection URL: ${redact(text)}`,
    reason,
    hint: 'Write postgres://user:password@host:5432/database; encode / ? # % in a password as %2F %3F %23 %25.',
  });
}
