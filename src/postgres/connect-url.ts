import { PlancliffError } from '../errors';
import { connect } from './connection';
import { tlsAttempts } from './tls';
import type { Connection } from './types';
import { parseTarget, type Target } from './url';

/**
 * Opens one session on an existing server. `url` is a URL or libpq's `key=value` pairs; what it leaves out
 * comes from `env`. Throws a PlancliffError with code `connection`, or `usage` where the URL is none.
 */
export async function connectUrl(
  url: string,
  env: NodeJS.ProcessEnv = process.env,
): Promise<Connection> {
  return connectTarget(parseTarget(url, env));
}

/** The same for a target that was taken apart already; `name` is shown in pg_stat_activity. */
export async function connectTarget(target: Target, name = 'plancliff'): Promise<Connection> {
  const attempts = tlsAttempts(target);
  for (const [place, ssl] of attempts.entries()) {
    try {
      return await connect({ ...target, ssl, name });
    } catch (error) {
      const another = place + 1 < attempts.length && aboutEncryption(error);
      if (!another) throw error;
    }
  }
  throw new RangeError('No host and no socket was given');
}

/** Whether the server minds how the session is encrypted, not who asks. */
function aboutEncryption(error: unknown): boolean {
  return (
    error instanceof PlancliffError &&
    /does not support SSL|no pg_hba\.conf entry.*(no encryption|SSL)|SSL alert|wrong version/i.test(
      error.reason ?? '',
    )
  );
}
