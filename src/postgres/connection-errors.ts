import { DatabaseError } from 'pg';
import { PlancliffError } from '../errors';
import { redact } from './redact';

/** Where a connection leads, for messages: never with a password. */
export interface Place {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly database: string;
}

/** What a failed attempt to connect means, in one line. `secrets` appear in no part of it. */
export function connectFailed(
  error: unknown,
  place: Place,
  secrets: readonly string[] = [],
): PlancliffError {
  // A password that is also the name of the role or the database: the name has to be shown, and says no more.
  const hidden = secrets.filter((secret) => secret !== place.user && secret !== place.database);
  const [what, hint] = explain(codeOf(error), messageOf(error), place);
  return new PlancliffError('connection', {
    message: redact(what, hidden),
    reason: redact(messageOf(error), hidden),
    hint: redact(hint, hidden),
  });
}

function explain(code: string, message: string, place: Place): readonly [string, string] {
  const { host, port, user, database } = place;
  const address = host.startsWith('/') ? `the socket in ${host}` : `${host}:${port}`;
  switch (code) {
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return [`host ${host} was not found`, 'Check the host name in the connection URL.'];
    case 'ECONNREFUSED':
    case 'ENOENT':
      return [
        `no PostgreSQL server answers at ${address}`,
        'Check host and port, and that it runs.',
      ];
    case 'ETIMEDOUT':
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
      return [`${address} cannot be reached`, 'Check host, port, network and firewall.'];
    case '28P01':
      return [`wrong password or user for ${user} at ${address}`, 'Check user and password.'];
    case '28000':
      return [`${address} does not let ${user} in`, 'Check the role, pg_hba.conf and sslmode.'];
    case '3D000':
      return [`database ${database} does not exist at ${address}`, 'Check the end of the URL.'];
    case '42501':
      return [`${user} may not connect to ${database} at ${address}`, 'Grant CONNECT to the role.'];
    case '53300':
      return [`${address} accepts no more connections`, 'Wait, or raise max_connections.'];
    case '57P03':
      return [`${address} is starting or stopping`, 'Try again in a moment.'];
    // Errors of Node's TLS, by OpenSSL's names for them (crypto/x509/x509_txt.c).
    case 'DEPTH_ZERO_SELF_SIGNED_CERT':
    case 'SELF_SIGNED_CERT_IN_CHAIN':
    case 'UNABLE_TO_GET_ISSUER_CERT':
    case 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY':
    case 'UNABLE_TO_VERIFY_LEAF_SIGNATURE':
    case 'CERT_SIGNATURE_FAILURE':
      return [
        `the certificate of ${address} is not trusted`,
        'Set sslrootcert to the file with the certificate of its authority; sslmode=require without sslrootcert encrypts and checks nothing.',
      ];
    case 'CERT_HAS_EXPIRED':
    case 'CERT_NOT_YET_VALID':
      return [
        `the certificate of ${address} is not valid today`,
        'Check the clock of this machine, and renew the certificate.',
      ];
    case 'ERR_TLS_CERT_ALTNAME_INVALID':
      return [
        `the certificate of ${address} is for another host`,
        'Connect by a name that the certificate contains; sslmode=verify-ca does not compare names.',
      ];
  }
  if (/does not support SSL connections/.test(message))
    return [
      `${address} accepts no encrypted connections`,
      'Use sslmode=prefer or disable where the network is trusted, or turn on ssl on the server.',
    ];
  if (/unsupported startup parameter: options/.test(message))
    return [
      `${address} is a PgBouncer that takes no options`,
      'Leave ?options= and PGOPTIONS out, or connect to the server itself.',
    ];
  if (/password must be a( non-empty)? string/.test(message))
    return [
      `${address} requires a password for ${user}, and none was given`,
      'Add it to the URL or set PGPASSWORD.',
    ];
  if (/timeout/i.test(message))
    return [`${address} does not answer in time`, 'Check host, port, network and firewall.'];
  return [`cannot connect to ${address} as ${user}`, 'Check the connection URL and sslmode.'];
}

/**
 * What an error of a running query becomes: a lost connection and a full disk are errors of ours, everything
 * else stays pg's own, with SQLSTATE and position.
 */
export async function queryFailed(
  error: unknown,
  lostBecause?: () => Promise<string | undefined>,
): Promise<unknown> {
  const code = codeOf(error);
  if (code === '53100' || code === 'ENOSPC')
    return new PlancliffError('disk', {
      message: "the server's disk is full",
      reason: messageOf(error),
      hint: 'Free some space, point TMPDIR at a larger disk, or ask for fewer rows.',
      cause: error,
    });
  if (!isGone(error)) return error;
  return serverLost((await lostBecause?.()) ?? messageOf(error), error);
}

/** The server, or the way to it, went away in mid-run. */
export function serverLost(reason: string, cause: unknown): PlancliffError {
  return new PlancliffError('server-failed', {
    message: 'the connection to PostgreSQL was lost',
    reason,
    hint: hintFor(reason),
    cause,
  });
}

function hintFor(reason: string): string {
  if (/No space left on device/.test(reason))
    return 'Free some space, or point TMPDIR at a larger disk, then run the command again.';
  // PgBouncer's message in the mode that ends a session at its first transaction block.
  if (/statement pooling mode/.test(reason))
    return 'Connect to the server itself, or to a pool in transaction or session mode: plancliff reads in one transaction.';
  return 'Run the command again; nothing was accepted or written.';
}

/** Whether an error means that there is no session any more, or no server to have one with. */
export function isGone(error: unknown): boolean {
  const code = codeOf(error);
  // 08P01 as a plain ERROR is a parameter whose bytes do not fit its type (pqformat.c): the session goes on.
  if (error instanceof DatabaseError) {
    return /^57P0[1-5]$|^08/.test(code) && !(code === '08P01' && error.severity === 'ERROR');
  }
  return (
    ['EPIPE', 'ECONNRESET', 'ECONNREFUSED', 'ENOENT'].includes(code) ||
    /terminated|not queryable|closed/i.test(messageOf(error))
  );
}

function codeOf(error: unknown): string {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === 'string' ? code : '';
}

/** Node reports several failed addresses of one host as an AggregateError without a message. */
function messageOf(error: unknown): string {
  if (error instanceof AggregateError && error.message === '')
    return error.errors.map(messageOf).join('; ');
  const message = (error as { readonly message?: unknown } | null | undefined)?.message;
  return typeof message === 'string' ? message : String(error);
}
