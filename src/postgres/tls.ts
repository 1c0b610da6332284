import { readFileSync } from 'node:fs';
import type { ConnectionOptions } from 'node:tls';
import { messageOf, PlancliffError } from '../errors';
import type { Target } from './url';

export type Tls = ConnectionOptions | false;

/**
 * What libpq's sslmode means, as the attempts to make in order; pg itself reads `require` as `verify-full`.
 * Throws a PlancliffError with code `usage` on an unknown mode or a file that can't be read.
 */
export function tlsAttempts(target: Target): readonly Tls[] {
  if (target.host.startsWith('/')) return [false];
  const files: ConnectionOptions = {
    ...(target.sslrootcert ? { ca: read('sslrootcert', target.sslrootcert) } : {}),
    ...(target.sslcert ? { cert: read('sslcert', target.sslcert) } : {}),
    ...(target.sslkey ? { key: read('sslkey', target.sslkey) } : {}),
  };
  const unchecked: Tls = { ...files, rejectUnauthorized: false };
  const anyName: Tls = { ...files, checkServerIdentity: () => undefined };
  switch (target.sslmode ?? 'prefer') {
    case 'disable':
      return [false];
    case 'allow':
      return [false, unchecked];
    case 'prefer':
      return [unchecked, false];
    case 'require':
      return [target.sslrootcert ? anyName : unchecked];
    case 'verify-ca':
      return [anyName];
    case 'verify-full':
      return [files];
    default:
      throw new PlancliffError('usage', {
        message: `unknown sslmode: ${target.sslmode}`,
        hint: 'It is one of disable, allow, prefer, require, verify-ca, verify-full.',
      });
  }
}

function read(name: string, file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    throw new PlancliffError('usage', {
      message: `cannot read ${name} ${file}`,
      reason: messageOf(error),
    });
  }
}
